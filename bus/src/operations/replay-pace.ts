import type { Ramp, StopRule } from "./replays.ts";

/** How a replay is to run. */
export type Pace = {
  readonly ratePerSecond: number | null;
  readonly ramp: Ramp | null;
  readonly rampStep: number;
  readonly stopWhen: StopRule | null;
};

/** How far it has come. */
export type Progress = {
  /** Since when its rate has not been used, in seconds. */
  readonly idleSeconds: number;
  readonly released: number;
  /** Released and not ended. */
  readonly underWay: number;
  readonly pending: number;
  /** Of those that ended: all, and those that failed again or are in doubt. */
  readonly ended: number;
  readonly failed: number;
  /** Whether one failed in a way that no failure did before the replay. */
  readonly newGroup: boolean;
};

/** What the pump does next with a replay. */
export type Move =
  | { readonly kind: "release"; readonly atMost: number }
  | { readonly kind: "pause" | "halt"; readonly why: string };

/** Releases of one turn; at four turns a second about a thousand a second. */
const mostATurn = 250;
/** A rate that was not used for a while is not made up for in one burst. */
const mostIdleSeconds = 1;
const fewestForAShare = 10;

/** Decides one turn of a running replay. */
export function nextMove(pace: Pace, progress: Progress): Move {
  const alarm = alarmOf(pace.stopWhen, progress);
  if (alarm !== undefined) return { kind: "halt", why: alarm };
  const left = leftOfStep(pace, progress);
  if (left === 0 && progress.underWay === 0 && progress.pending > 0) {
    const step = `step ${pace.rampStep + 1} of ${pace.ramp?.length ?? 1}`;
    return { kind: "pause", why: `${step} is done; advance starts the next` };
  }
  return { kind: "release", atMost: Math.min(mostATurn, left, allowance(pace, progress)) };
}

function alarmOf(stopWhen: StopRule | null, { ended, failed, newGroup }: Progress): string | undefined {
  const { failureShare, newGroup: onNewGroup } = stopWhen ?? {};
  if (onNewGroup && newGroup) return "a failure that fits no group known before";
  if (failureShare === undefined || ended < fewestForAShare) return undefined;
  return failed / ended > failureShare ? `${failed} of ${ended} failed again` : undefined;
}

/** How many the steps of the ramp so far still allow. */
function leftOfStep({ ramp, rampStep }: Pace, { released }: Progress): number {
  const steps = ramp?.slice(0, rampStep + 1) ?? ["rest"];
  const beyond = ramp !== null && rampStep >= ramp.length;
  if (beyond || steps.includes("rest")) return Number.POSITIVE_INFINITY;
  const allowed = steps.reduce<number>((sum, step) => sum + (step === "rest" ? 0 : step), 0);
  return Math.max(0, allowed - released);
}

function allowance({ ratePerSecond }: Pace, { idleSeconds }: Progress): number {
  if (ratePerSecond === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(Math.min(idleSeconds, mostIdleSeconds) * ratePerSecond));
}
