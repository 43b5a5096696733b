import type { ShownRequest } from "../delivery/attempt-record.ts";
import type { Change } from "./changes.ts";

/** What a dry run of one failure came to; in the order in which a preview tells them. */
export const verdicts = [
  "differs",
  "same",
  "sends",
  "fits",
  "invalid",
  "skipped",
  "concluded",
  "superseded",
  "inDoubt",
  "behindLaneHead",
  "factsMissing",
  "threw",
  "hung",
  "bodyGone",
  "routeGone",
  "settled",
  "unknown",
] as const;
export type VerdictKind = (typeof verdicts)[number];

/** A dry run of one failure. Nothing was sent. */
export type DryRun = {
  readonly verdict: VerdictKind;
  /** A sentence for a person. */
  readonly words: string;
  /** What would go out first, redacted as attempts are; null where nothing would, or nobody can know. */
  readonly wouldSend: ShownRequest | null;
  /** Where that differs from the request that failed; empty where nothing does, or nothing can be compared. */
  readonly changes: readonly Change[];
};
