import { createHash, hash } from "node:crypto";
import { withoutKeys, type Seals, type Unopened } from "../sealing/seals.ts";
import type { BodyOf } from "../sealing/sealed-body.ts";
import type { BodyCatalogue, BodyOwner, BodyStore } from "./body-store.ts";
import type { StoredBody } from "./stored-body.ts";

/** The bytes of messages: those about persons are sealed, and those that are too long to travel are stored. */
export type Bodies = Seals & {
  /** Stores them; resolves when they are safe. The same bytes of the same message are stored once. */
  keep(owner: KeptFor, bytes: Uint8Array): Promise<StoredBody>;
  /** The very bytes that were kept, or undefined where they are gone or damaged. */
  load(stored: StoredBody): Promise<Uint8Array | undefined>;
  /** Removes what no message refers to. */
  drop(stored: StoredBody): Promise<void>;
};

/** The message, and the intake's digest of it. */
type KeptFor = BodyOwner & { readonly digest: Uint8Array };

type BodiesOptions = {
  readonly catalogue: BodyCatalogue;
  /** New ones go to the first; the others are read, so that a message finds its bytes after the store was changed. */
  readonly stores: readonly [BodyStore, ...BodyStore[]];
  /** Without them nothing is sealed, and what is sealed stays so. */
  readonly seals?: Seals;
};

export function openBodies({ catalogue, stores, seals = withoutKeys }: BodiesOptions): Bodies {
  const [newest] = stores;
  return {
    ...seals,
    async keep({ source, sourceId, digest }, bytes) {
      const owner = { source, sourceId };
      const sha256 = hash("sha256", bytes, "hex");
      const name = nameOf(owner, sha256);
      const ref = newest.prefix + name;
      // What is there without a note would stay for ever; a note without bytes is swept.
      await catalogue.note(ref, owner);
      await newest.put(name, bytes);
      return { ref, bytes: bytes.byteLength, sha256, digest: Buffer.from(digest).toString("hex") };
    },
    async load({ ref, sha256 }) {
      const found = placeOf(ref, stores);
      const bytes = await found?.store.get(found.name);
      return bytes && hash("sha256", bytes, "hex") === sha256 ? bytes : undefined;
    },
    async drop({ ref }) {
      await removeBody(ref, stores);
      await catalogue.forget(ref);
    },
  };
}

/** A message as it travels, or is stored. */
type Readable = {
  readonly envelope?: BodyOf;
  readonly body: Uint8Array;
  readonly stored?: StoredBody;
};

/** What reading a message takes. */
export type BodyReader = Pick<Bodies, "load" | "open">;

/**
 * A message with its data in clear, wherever they are: empty where they are gone, and as they came where they cannot be opened.
 * For what works on one at a time; nothing that it gives may be stored.
 */
export async function loaded<T extends Readable>(
  message: T,
  bodies: BodyReader,
): Promise<T & { readonly unopened?: Unopened; readonly erasedAt?: string }> {
  const { stored, envelope } = message;
  const body = stored ? await bodies.load(stored) : message.body;
  if (!body) return message;
  const opened = await bodies.open(body, envelope ?? nobodys);
  if ("body" in opened) return { ...message, body: opened.body };
  const { unopened, at } = opened;
  return { ...message, body, unopened, ...(at && { erasedAt: at }) };
}

const nobodys: BodyOf = { type: "", source: "", sourceId: "" };

/** Removes the bytes behind a reference; those of a store that is not configured any more are left to it. */
export async function removeBody(ref: string, stores: readonly BodyStore[]): Promise<void> {
  const found = placeOf(ref, stores);
  await found?.store.remove(found.name);
}

/** Nothing is ever fetched from where a reference leads but from a store of the bus itself. */
function placeOf(ref: string, stores: readonly BodyStore[]) {
  const store = stores.find(({ prefix }) => ref.startsWith(prefix));
  const name = store && ref.slice(store.prefix.length);
  return store && name !== undefined && /^[0-9a-f]{64}$/.test(name) ? { store, name } : undefined;
}

/** A repeat has the same name, other bytes under the same id have another. */
const nameOf = ({ source, sourceId }: BodyOwner, sha256: string): string =>
  createHash("sha256").update(`${source}\0${sourceId}\0${sha256}`).digest("hex");
