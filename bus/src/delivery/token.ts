import type { Envelope } from "@spindlebus/contracts";
import type { StoredBody } from "../bodies/stored-body.ts";
import type { Unopened } from "../sealing/seals.ts";
import type { Traffic } from "./gate.ts";
import type { RetryOf } from "./token-heading.ts";

/** The AMQP message that makes a worker look at a delivery. */
export type Token = {
  readonly envelope: Envelope;
  readonly contentType: string;
  /** The bytes of the message's data: exact ones, or sealed until they are opened. */
  readonly body: Uint8Array;
  /** Where the bytes are, if they are too long to travel: then `body` is empty until they are loaded. */
  readonly stored?: StoredBody;
  /** Why its data stayed sealed when they were to be read. */
  readonly unopened?: Unopened;
  /** The routes decided at the intake. */
  readonly routes: readonly string[];
  /** Of the routes, those on which nothing is to be sent: what would be is only shown. */
  readonly shadows?: readonly string[];
  /** The fingerprint of the contract that the intake has checked these bytes by. */
  readonly checkedBy?: string;
  /** Of a retry token: which life and which start it was sent for. A first token has none. */
  readonly retry?: RetryOf;
  /** It was tried in this process already, and the ledger did not take the outcome. */
  readonly tried?: true;
};

/** What a token's delivery comes from: a life after the first is an operator's replay; what was never begun is live. */
export function trafficOf({ retry }: Token): Traffic {
  if (!retry || (retry.generation === 0 && retry.start === 0)) return "live";
  return retry.generation > 0 ? "replay" : "retry";
}
