import { isOutage, knock, passedWell, shut, type Door } from "./door.ts";
import { noPermits, takePermits, type Permits } from "./permits.ts";
import { slotsFor } from "./slots.ts";
import type { Lease, Limits, Standing } from "./standing.ts";

/**
 * How long a slot is a worker's without another word from it. A call that a slot admits ends before: the worker admits
 * only while the rest of the lease is longer than a delivery may take (25 s of a delivery's own lease of 30 s), so a
 * worker that died, froze or lost the database has nothing under way any more when its slots are given to others.
 */
export const slotLeaseMs = 30_000;

/** Failures in a row, over all workers, that say that the vendor is away. */
export const failuresToOpen = 5;
/** Failures further apart are not one outage. */
const failureMemoryMs = 30_000;
const halfOpenAfterMs = 2_000;

/** What a worker tells and asks about one scope. */
export type Turn = {
  readonly worker: string;
  /** The epoch that it knows; what it reports and runs belongs to it. */
  readonly epoch: number;
  readonly running: number;
  /** Still under way from earlier epochs. */
  readonly old: number;
  /** Slots for what runs and waits. */
  readonly need: number;
  /** Slots that it goes on using while it waits for the answer; what it had beyond them is given back. */
  readonly keep: number;
  /** Slots that it would like to have, so that it need not ask again soon. */
  readonly want: number;
  readonly permits: number;
  readonly report: Report;
};

/** What deliveries learned about the vendor since the last turn. */
export type Report = { readonly ups: number; readonly downs: number; readonly shutForMs: number };

/** What a worker may do. */
export type Answer = {
  readonly slots: number;
  readonly permits: Permits;
  /** Whether this very ask opened or closed the circuit: one worker of all hears so. */
  readonly circuitMoved?: "open" | "closed" | undefined;
};

/** One worker's turn at what all share: first what it learned, then what it wants. Pure; `nowMs` is the clock of all. */
export function take(
  before: Standing,
  turn: Turn,
  limits: Limits,
  nowMs: number,
): { readonly standing: Standing; readonly answer: Answer } {
  const known = learn(withReturns(before, turn, nowMs), turn, limits, nowMs);
  const door = turn.need > 0 ? knock(known.door, nowMs) : known.door;
  const slots = turn.epoch === known.epoch ? slotsFor({ ...known, door }, turn, limits, nowMs) : 0;
  const rated = permitsFor(known.tatMs, door, turn, limits, nowMs);
  const standing = {
    ...known,
    ...rated.standing,
    revision: Math.max(before.revision + 1, Math.floor(nowMs)),
    door,
    leases: withLease(known, turn, slots, nowMs),
  };
  return {
    standing,
    answer: { slots, permits: rated.permits, circuitMoved: moved(before.door, door) },
  };
}

/** Without leases that ran out, and without what the worker gives back, where it speaks of this epoch. */
function withReturns(before: Standing, { worker, epoch, old, keep }: Turn, nowMs: number): Standing {
  const alive = Object.entries(before.leases).filter(([, { untilMs }]) => untilMs > nowMs);
  const leases: Record<string, Lease> = Object.fromEntries(alive);
  const own = leases[worker];
  if (own && epoch === before.epoch) leases[worker] = { ...own, old, held: Math.min(own.held, keep) };
  return { ...before, leases };
}

function learn(standing: Standing, { epoch, report }: Turn, limits: Limits, nowMs: number): Standing {
  const { ups, downs, shutForMs } = report;
  let known = standing;
  // What began before the door was shut says nothing about how the vendor is now.
  if (epoch === standing.epoch) {
    if (ups > 0) {
      known = { ...known, failures: 0, door: passedWell(known.door, ups, limits.concurrency) };
    }
    if (downs > 0) known = failed(known, downs, nowMs);
  }
  if (shutForMs > 0) known = shutAll(known, "limit", nowMs + shutForMs, nowMs);
  return known;
}

function failed(standing: Standing, downs: number, nowMs: number): Standing {
  const recent = nowMs - standing.failedAtMs < failureMemoryMs ? standing.failures : 0;
  const known = { ...standing, failures: recent + downs, failedAtMs: nowMs };
  const opens = known.failures >= failuresToOpen || known.door.is === "ramp";
  return opens ? shutAll({ ...known, failures: 0 }, "outage", nowMs + halfOpenAfterMs, nowMs) : known;
}

/** Shut for all workers: every slot that is out counts as given before, and admits nothing any more. */
function shutAll(standing: Standing, cause: "limit" | "outage", untilMs: number, nowMs: number): Standing {
  const door = shut(standing.door, { cause, untilMs, nowMs });
  if (standing.door.is === "shut") return { ...standing, door };
  const leases = Object.fromEntries(
    Object.entries(standing.leases).map(([worker, each]) => [
      worker,
      { ...each, held: 0, old: each.old + each.held },
    ]),
  );
  return { ...standing, door, epoch: standing.epoch + 1, leases };
}

function permitsFor(
  tatMs: number,
  door: Door,
  { permits: wanted }: Turn,
  { perSecond }: Limits,
  nowMs: number,
) {
  if (wanted === 0 || door.is === "shut" || !Number.isFinite(perSecond))
    return { standing: {}, permits: noPermits };
  const taken = takePermits(tatMs, { perSecond, wanted, nowMs });
  return { standing: { tatMs: taken.tatMs }, permits: taken.permits };
}

function withLease(
  known: Standing,
  { worker, epoch, need, want, running, old }: Turn,
  slots: number,
  nowMs: number,
): Standing["leases"] {
  const { [worker]: own, ...others } = known.leases;
  // Of a worker that speaks of an earlier epoch, what it held stays counted until it says what is left of it.
  const stillOld = Math.max(epoch === known.epoch ? old : old + running, own?.old ?? 0);
  if (slots === 0 && stillOld === 0 && need === 0) return others;
  const hungry = slots < need;
  return {
    ...others,
    [worker]: {
      held: epoch === known.epoch ? Math.max(slots, running) : slots,
      old: stillOld,
      wants: want,
      hungry,
      untilMs: nowMs + slotLeaseMs,
    },
  };
}

function moved(before: Door, after: Door): "open" | "closed" | undefined {
  if (isOutage(before) === isOutage(after)) return undefined;
  return isOutage(after) ? "open" : "closed";
}
