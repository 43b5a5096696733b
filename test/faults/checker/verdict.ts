/** What became of one accepted message on one decided route. */
export const verdicts = [
  "ok",
  "failure",
  "discarded",
  "explained",
  "LOST",
  "PHANTOM",
  "DUPLICATE",
  "OUT OF ORDER",
  "STUCK",
  "CHARGED",
] as const;
export type Verdict = (typeof verdicts)[number];

/** One classified pair of message and route. */
export type Judged = {
  readonly messageId: string;
  readonly reference: string;
  readonly route: string;
  readonly verdict: Verdict;
  /** One sentence for the report. */
  readonly because: string;
};

const bad: readonly Verdict[] = ["LOST", "PHANTOM", "DUPLICATE", "OUT OF ORDER", "STUCK", "CHARGED"];

/** Whether it fails the run. */
export const isBad = ({ verdict }: { readonly verdict: Verdict }): boolean => bad.includes(verdict);
