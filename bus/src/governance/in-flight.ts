import type { BodyOf } from "../sealing/sealed-body.ts";
import type { Unopened } from "../sealing/seals.ts";
import type { StoredBody } from "../bodies/stored-body.ts";

/** A message that is not done with, and the routes on which it is not. */
export type InFlightMessage = {
  readonly id: string;
  /** As it was published. */
  readonly type: string;
  /** The newest bytes of its data: an operator may have edited them. */
  readonly body: Uint8Array;
  /** Where the bytes are, if they are too long to travel: then `body` is empty until they are loaded. */
  readonly stored?: StoredBody;
  /** Whose bytes they are; what is sealed needs it to be opened. */
  readonly envelope?: BodyOf;
  /** Why the bytes stayed sealed. */
  readonly unopened?: Unopened;
  /** The fingerprint of the contract that the intake has checked these bytes by. */
  readonly checkedBy?: string | undefined;
  readonly deliveries: readonly InFlightDelivery[];
};

/** A delivery that is not settled. */
export type InFlightDelivery = {
  readonly route: string;
  /** The ledger's word; `pending` where only a queue knows of it. */
  readonly state: string;
  /** Why it failed last. */
  readonly code?: string | null;
};

/** What the ledger says of a delivery whose message was read elsewhere. */
export type Standing = {
  readonly state: string;
  /** Its message is stored, so it is found among the open ones too. */
  readonly stored: boolean;
};

/** The ledger, as the check of what is in flight needs it. */
export type OpenLedger = {
  /** Every open delivery whose message is stored, page by page, in the order of the ids. */
  pages(): AsyncIterable<readonly InFlightMessage[]>;
  /** What is known of these messages, by message and route. */
  standings(ids: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, Standing>>>;
};
