import { haltBy, type GroupChange, type Halt, type HaltKind, type OpenedCircuit } from "./replay-halt.ts";
import type { Advances, Ramp, StopRule } from "./replays.ts";

/** How a replay is to run. */
export type Pace = {
  readonly ratePerSecond: number | null;
  readonly ramp: Ramp | null;
  readonly rampStep: number;
  readonly advances: Advances;
  readonly stopWhen: StopRule | null;
};

/** How far it has come. */
export type Progress = {
  /** Since when its rate has not been used, in seconds. */
  readonly idleSeconds: number;
  readonly selected: number;
  readonly released: number;
  /** Released and not ended. */
  readonly underWay: number;
  readonly pending: number;
  /** Of those that ended: all, and those that failed again or are in doubt. */
  readonly ended: number;
  readonly failed: number;
  /** Of these, what had ended when somebody resumed it after a halt: it is not held against it again. */
  readonly forgiven: { readonly ended: number; readonly failed: number };
  /** Groups into which its items have failed, as far as that changed them. */
  readonly groups: readonly GroupChange[];
  /** Circuits of its connections that have opened. */
  readonly circuits: readonly OpenedCircuit[];
};

/** What the pump does next with a replay. */
export type Move =
  | { readonly kind: "release"; readonly atMost: number }
  | { readonly kind: "advance" }
  | { readonly kind: "pause" | "halt"; readonly halt: Halt };

/** Releases of one turn: live traffic waits no longer than these take. */
const mostATurn = 250;
/** A rate that was not used for a while is not made up for in one burst. */
const mostIdleSeconds = 1;
const fewestForAShare = 10;

/** Decides one turn of a running replay. */
export function nextMove(pace: Pace, progress: Progress): Move {
  const left = leftOfStep(pace, progress);
  const stepIsDone = left === 0 && progress.underWay === 0 && progress.pending > 0;
  const halt = haltOf(pace, progress, stepIsDone);
  if (halt !== undefined) return { kind: "halt", halt };
  if (stepIsDone) return pace.advances === "whenGreen" ? { kind: "advance" } : pauseAfterStep(pace);
  return { kind: "release", atMost: Math.min(mostATurn, left, allowance(pace, progress)) };
}

function pauseAfterStep({ rampStep, ramp }: Pace): Move {
  const step = `step ${rampStep + 1} of ${ramp?.length ?? 1}`;
  return { kind: "pause", halt: { kind: "step", text: `${step} is done; advance starts the next` } };
}

/** Where nothing is held back there is nothing to halt: what is under way would end just the same. */
function haltOf(pace: Pace, progress: Progress, stepIsDone: boolean): Halt | undefined {
  const { stopWhen } = pace;
  if (stopWhen === null || progress.pending === 0) return undefined;
  const { selected, ended, failed, forgiven, groups, circuits } = progress;
  const judged = ended - forgiven.ended;
  const failedSince = failed - forgiven.failed;
  const changed = (change: GroupChange["change"]) => groups.some((group) => group.change === change);
  // A canary of one is judged, too, where nobody looks at it before the next step.
  const fewest = stepIsDone && pace.advances === "whenGreen" ? 1 : fewestForAShare;
  const broken: readonly (readonly [HaltKind, boolean])[] = [
    ["circuitOpen", stopWhen.circuit === true && circuits.length > 0],
    ["regressedGroup", stopWhen.regressed === true && changed("regressed")],
    ["newGroup", stopWhen.newGroup === true && changed("new")],
    ["failureShare", judged >= fewest && failedSince / judged > (stopWhen.failureShare ?? 1)],
  ];
  const kinds = broken.flatMap(([kind, isBroken]) => (isBroken ? [kind] : []));
  if (kinds.length === 0) return undefined;
  // The numbers belong to every halt.
  const told: readonly HaltKind[] =
    failedSince > 0 && !kinds.includes("failureShare") ? [...kinds, "failureShare"] : kinds;
  return haltBy(told, { selected, ended, judged, failed: failedSince, groups, circuits });
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
