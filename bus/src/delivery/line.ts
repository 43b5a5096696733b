import type { Route } from "../route.ts";
import type { Gate } from "./gate.ts";
import type { BatchTerms, ClaimResult, Deferral, RestOfBatch, Settlement } from "./ledger.ts";
import type { DeliveryPorts } from "./ports.ts";
import type { Token } from "./token.ts";

/** What stands around one route in one worker. `claim` and `settle` share batches with the route's other deliveries. */
export type Line = {
  readonly route: Route;
  readonly worker: string;
  readonly gate: Gate;
  readonly claim: (token: Token) => Promise<ClaimResult>;
  readonly settle: (settlement: Settlement) => Promise<boolean>;
  readonly defer: (deferral: Deferral) => Promise<void>;
  /** Claims the tokens of one vendor call, under one fence, which `claimRest` may use again. */
  readonly claimBatch: (tokens: readonly Token[], batch: BatchTerms) => Promise<ClaimedBatch>;
  /** Nothing else of the kind runs beside it: what may be killing its workers is started here. */
  readonly quarantined?: boolean;
  /** Its tokens are the heads of lanes, as drainers have them in hand. */
  readonly fromLane?: boolean;
  readonly ports: DeliveryPorts;
};

export type ClaimedBatch = {
  readonly results: readonly ClaimResult[];
  readonly claimRest: (batchId: string, known: readonly string[]) => Promise<RestOfBatch>;
};

/** What to do with the token: its work is done, or look at it again later and do not let go of it. */
export type Ending =
  | { readonly kind: "done"; readonly log?: DeliveryLog }
  | { readonly kind: "hold"; readonly forMs: number; readonly tried?: true };

/** The one line that a delivery writes to the log. */
export type DeliveryLog = {
  readonly route: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly state: string;
  readonly code?: string | undefined;
  readonly durationMs: number;
  readonly traceId?: string | undefined;
};

/** The token's work is done, and nothing is worth a line. */
export const done: Ending = { kind: "done" };
