import type { Fact, Recall } from "../adapter/index.ts";
import type { DeliveryState } from "../delivery/states.ts";
import type { Token } from "../delivery/token.ts";
import type { DeliveryKey } from "./delivery-id.ts";
import type { Selection } from "./replays.ts";

/** A delivery with all that a dry run looks at. */
export type StoredDelivery = {
  readonly key: DeliveryKey;
  /** Null where the ledger has none. */
  readonly state: DeliveryState | null;
  /** Null where its bytes are not stored. Those of a large one (`stored`) have to be loaded. */
  readonly message: StoredMessage | null;
  /** The last request that one of its attempts has kept, as JSON: redacted. */
  readonly failedRequest: string | null;
  /** The delivery that has to be settled before it, in its lane. */
  readonly behind: string | null;
};

export type StoredMessage = Pick<Token, "envelope" | "body" | "stored">;

/** A state of an entity, to be compared with what the vendor has. */
export type StateAsk = { readonly route: string; readonly key: string; readonly version: string };

/** Something that an adapter of a connection wants to remember. */
export type FactAsk = { readonly connection: string; readonly recall: Recall };

/** What dry runs read; nothing is changed but the audit. */
export type DryRunStore = {
  /** At most so many of a selection: where it has more, chosen by chance. */
  choose(selection: Selection, most: number): Promise<readonly DeliveryKey[]>;
  /** In the order of the keys. */
  read(keys: readonly DeliveryKey[]): Promise<readonly StoredDelivery[]>;
  /** With its bytes, where it is large; undefined where they are gone. */
  load(message: StoredMessage): Promise<StoredMessage | undefined>;
  /** For each ask, whether the vendor has a newer state. */
  areOlder(asks: readonly StateAsk[]): Promise<readonly boolean[]>;
  /** For each ask, what is remembered of it. */
  facts(asks: readonly FactAsk[]): Promise<readonly (Fact | undefined)[]>;
  /** Notes that messages are about to be read. */
  note(actor: string, target: string, detail?: object): Promise<void>;
};
