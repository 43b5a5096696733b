/** What an adapter has proven: nothing, that it works, that it bears faults, that it holds up in production. */
export type Level = "none" | "bronze" | "silver" | "gold";
export type CheckLevel = Exclude<Level, "none">;

/** What one check found about one operation, one webhook or the adapter. */
export type Finding = {
  readonly check: string;
  /** The level that needs it. */
  readonly level: CheckLevel;
  readonly subject: string;
  /** In words for the author; none: it passed. */
  readonly faults: readonly string[];
  /** Why it need not pass. */
  readonly waived?: string;
};

/** The result of the conformance suite. */
export type Conformance = {
  readonly adapter: string;
  readonly version: string;
  readonly level: Level;
  readonly findings: readonly Finding[];
};

const order: readonly CheckLevel[] = ["bronze", "silver", "gold"];

/** The highest level of which every check, and every check of the levels below, has passed or is waived. */
export function levelOf(findings: readonly Finding[]): Level {
  let reached: Level = "none";
  for (const level of order) {
    if (findings.some((finding) => finding.level === level && isFailed(finding))) return reached;
    reached = level;
  }
  return reached;
}

const isFailed = ({ faults, waived }: Finding): boolean => faults.length > 0 && waived === undefined;

/** What keeps an adapter from a level, a line each; empty where it has reached it. */
export function shortcomings({ findings }: Conformance, wanted: CheckLevel = "gold"): readonly string[] {
  const counted = order.slice(0, order.indexOf(wanted) + 1);
  return findings
    .filter((finding) => counted.includes(finding.level) && isFailed(finding))
    .flatMap(({ check, level, subject, faults }) =>
      faults.map((fault) => `${level}: ${check}/${subject}: ${fault}`),
    );
}
