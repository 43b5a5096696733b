import type { DeliveryState } from "../delivery/states.ts";

/** What became of a message on one of the routes decided for it. Times are RFC 3339. */
export type DeliveryReceipt = {
  readonly route: string;
  /** `pending` until a worker first claims it; `forgotten` once it was settled so long ago that the ledger has no row of it. */
  readonly state: DeliveryState | "pending" | "forgotten";
  readonly attempts: number;
  readonly settledAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly vendorReference: string | null;
  /** Nothing was sent: the connection was a shadow when the message was accepted. */
  readonly shadow?: true;
};

/** What the bus knows of an accepted message; nothing of its data. */
export type Receipt = {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly sourceId: string;
  readonly acceptedAt: string;
  /** Every route decided for it. */
  readonly deliveries: readonly DeliveryReceipt[];
  /** The messages that its deliveries begot. */
  readonly results: readonly { readonly id: string; readonly type: string }[];
};

/** Looks receipts up by bus id. */
export type Receipts = {
  find(id: string): Promise<Receipt | undefined>;
};
