import { allowedThrough } from "./door.ts";
import { fairShares } from "./fair-share.ts";
import type { Limits, Standing } from "./standing.ts";
import type { Turn } from "./turn.ts";

/** The slots of a worker from this turn on. */
export function slotsFor(
  known: Pick<Standing, "door" | "leases">,
  { worker, running, old, want }: Turn,
  limits: Limits,
  nowMs: number,
): number {
  const { [worker]: own, ...others } = known.leases;
  const free = spareSlots({ ...known, leases: others }, limits, old);
  const limit = Math.min(limits.concurrency, allowedThrough(known.door));
  const wants = new Map(Object.entries(others).map(([name, each]) => [name, each.wants]));
  // While it ramps, whoever comes first: slots are given back at once, and a turn nobody takes would hold up all.
  const share = known.door.is === "open" ? shareOf(worker, want, { limit, wants, nowMs }) : want;
  // Fewer than run where its lease ran out meanwhile and others have them: then it may begin nothing before some end.
  return Math.max(own?.held ?? 0, Math.min(want, free, Math.max(running, share)));
}

/** Slots that nobody has: of what the door allows, and of what is not still under way from before it was shut. */
export function spareSlots(
  { door, leases }: Pick<Standing, "door" | "leases">,
  { concurrency }: Limits,
  alsoOld = 0,
): number {
  const held = sum(Object.values(leases).map((each) => each.held));
  const old = alsoOld + sum(Object.values(leases).map((each) => each.old));
  return Math.min(allowedThrough(door) - held, concurrency - held - old);
}

type Sharing = {
  readonly limit: number;
  readonly wants: ReadonlyMap<string, number>;
  readonly nowMs: number;
};

/** How many slots a worker should have beside what the others want; all that it wants where there is enough. */
export function shareOf(worker: string, want: number, { limit, wants, nowMs }: Sharing): number {
  const all = new Map(wants).set(worker, want);
  if (sum([...all.values()]) <= limit) return want;
  return fairShares({ limit, wants: all, nowMs }).get(worker) ?? 0;
}

type Beside = {
  readonly worker: string;
  readonly want: number;
  readonly limits: Limits;
  readonly nowMs: number;
};

/** How many slots a worker should have where somebody else goes short; undefined where nobody does. */
export function shareBeside(
  { leases }: Standing,
  { worker, want, limits, nowMs }: Beside,
): number | undefined {
  const others = Object.entries(leases).filter(([name]) => name !== worker);
  if (!others.some(([, { hungry }]) => hungry)) return undefined;
  const wants = new Map(others.map(([name, each]) => [name, each.wants]));
  return shareOf(worker, want, { limit: limits.concurrency, wants, nowMs });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
