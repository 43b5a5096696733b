import type { Act, Result } from "./act.ts";
import type { DeliveryKey } from "./delivery-id.ts";
import type { StoredMessage } from "./dry-run-store.ts";
import type { Creation, Replay } from "./replays.ts";

/** Which accepted messages a route is to be fed with; instants are RFC 3339, of the acceptance. */
export type BackfillAsk = {
  readonly route: string;
  readonly types: readonly string[];
  /** At or after. */
  readonly from: string;
  /** Before. */
  readonly to: string;
};

/** What a backfill would be fed with, as the intake knows it. */
export type BackfillCount = {
  readonly messages: number;
  /** Of these, how many the ledger has for the route already: they are skipped. */
  readonly known: number;
  readonly days: readonly { readonly type: string; readonly day: string; readonly count: number }[];
};

/** Applied deliveries of one route, by the time of their settlement; instants are RFC 3339. */
export type ReapplyFilter = {
  readonly route: string;
  readonly from: string;
  readonly to: string;
  readonly type?: string | undefined;
};

/** What is to be applied again: one, or all that a filter finds, as many as the operator was shown. */
export type ReapplyAsk =
  | { readonly id: DeliveryKey }
  | { readonly filter: ReapplyFilter; readonly expectedCount: number };

/** Jobs that are fed from the journal; each is a replay, steered as every other. */
export type Feeds = {
  countBackfill(ask: BackfillAsk): Promise<BackfillCount>;
  /** Some of these messages, the newest whose bytes are stored. */
  sample(ask: BackfillAsk): Promise<readonly StoredMessage[]>;
  backfill(ask: BackfillAsk, ratePerSecond: number | undefined, act: Act): Promise<Result<Replay>>;
  /** How many applied deliveries a filter finds. */
  countReapply(filter: ReapplyFilter): Promise<number>;
  reapply(ask: ReapplyAsk, ratePerSecond: number | undefined, act: Act): Promise<Creation>;
};
