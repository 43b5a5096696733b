import type { Act, Result } from "./act.ts";
import type { Selection } from "./replays.ts";

/** What can be done to many failures at once. */
export type ManyAct = "discard" | "restore";

/** So many are changed by one request: each costs some statements of one transaction, whose locks others wait for. */
export const mostChanged = 2_000;

/** What became of a selection. */
export type ManyChanged = {
  /** Names this request in the audit. */
  readonly batch: string;
  /** Always the sum of `changed` and `skipped`. */
  readonly selected: number;
  readonly changed: number;
  readonly skipped: number;
  /** Why what was skipped was, the most frequent first; at most twenty. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
};

/** Done, or refused because the filter finds another number now, or others. */
export type ManyResult =
  | Result<ManyChanged>
  | { readonly ok: false; readonly code: "countDiffers"; readonly count: number };

/** Acts on many failures, each as if it were alone. */
export type ManyFailures = {
  /** One commit: each changed failure has its own line in the audit, and the request has one with the numbers. */
  change(what: ManyAct, selection: Selection, act: Act): Promise<ManyResult>;
};
