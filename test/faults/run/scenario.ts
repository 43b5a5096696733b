import type { History } from "../checker/history.ts";
import { report, type Report } from "../checker/report.ts";
import type { Verdict } from "../checker/verdict.ts";
import { openField, type Field, type Shape } from "./field.ts";
import type { Ground } from "./ground.ts";
import { untilQuiet } from "./quiet.ts";

/** One schedule of faults over one load; whatever it draws, it draws from the field's random. */
export type Scenario = {
  /** As `--only` takes it. */
  readonly name: string;
  /** The rule that must hold, as a test's title. */
  readonly rule: string;
  readonly shape?: Shape;
  /** Whether the vendor does nothing wrong in it: then nothing may be charged. */
  readonly vendorWasWell: boolean;
  readonly run: (field: Field) => Promise<void>;
  /** What else must hold of what it leaves behind: gives what does not. */
  readonly complaints?: (history: History) => readonly string[];
  /** A verdict that it is bound to come to: once it stands, nobody waits for a rest that will not come. */
  readonly boundTo?: Verdict;
};

/** Milliseconds after the last fault within which nothing may be stranded. */
const restMs = 60_000;
/** Longer than the broker's own counts of what is in a queue are old. */
const betweenLooksMs = 6_000;

/** What a schedule came to, and how long it took. */
export type Ended = Report & {
  readonly rested: boolean;
  readonly complaints: readonly string[];
  readonly tookMs: number;
};

/** Whether it came out as it must. */
export const isGreen = ({ bad, complaints }: Ended): boolean => bad.length === 0 && complaints.length === 0;

/** Runs one schedule from an empty field to the checker's report. */
export async function play(
  scenario: Scenario,
  { ground, seed, directory }: { readonly ground: Ground; readonly seed: number; readonly directory: string },
): Promise<Ended> {
  const startedAtMs = Date.now();
  const field = await openField({ ground, seed, directory, shape: scenario.shape ?? {} });
  try {
    await scenario.run(field);
    await field.vendor.script();
    const { history, rested } = await atRest(scenario, field);
    const complaints = scenario.complaints?.(history) ?? [];
    return { ...report(history), rested, complaints, tookMs: Date.now() - startedAtMs };
  } finally {
    await field.close();
  }
}

/** The longest wait that a policy demands of what waits now, and the time to do it then. */
const longestWaitMs = ({ deliveries }: History): number =>
  Math.max(
    0,
    ...deliveries.map(({ dueInMs }) => (dueInMs !== undefined && dueInMs > 0 ? dueInMs + 10_000 : 0)),
  );

async function atRest(
  { name, vendorWasWell, boundTo }: Scenario,
  { sql, history }: Field,
): Promise<{ readonly history: History; readonly rested: boolean }> {
  const began = Date.now();
  let deadline = began + restMs;
  for (let looks = 1; ; looks += 1) {
    const rested = await untilQuiet(sql, betweenLooksMs);
    const found = await history(name, vendorWasWell);
    deadline = Math.min(Math.max(deadline, Date.now() + longestWaitMs(found)), began + 2 * restMs);
    if (rested || Date.now() > deadline) return { history: found, rested };
    // Twice, and not at the first look: what is under way may look lost for a moment.
    if (looks > 1 && boundTo !== undefined && report(found).counts[boundTo] > 0)
      return { history: found, rested };
  }
}
