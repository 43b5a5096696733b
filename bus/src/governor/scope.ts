import type { CircuitPosition, VendorHealth } from "../delivery/gate.ts";
import { isOutage, openDoor, type Door } from "./door.ts";
import { turnMs } from "./fair-share.ts";
import { openPace } from "./pace.ts";
import { openReports } from "./reports.ts";
import { shareOf, spareSlots } from "./slots.ts";
import type { Limits, Scope, Standing } from "./standing.ts";
import type { Seen, Standings, Time } from "./standings.ts";
import { failuresToOpen, slotLeaseMs, type Answer, type Turn } from "./turn.ts";

/** One scope as one worker sees it: what it may use now, and what it has to tell or to ask. */
export type LocalScope = {
  mayPass(): boolean;
  /** One passes; gives the epoch in which it began. */
  enter(): number;
  /** It has come back. */
  leave(epoch: number, health: VendorHealth): void;
  /** The vendor said that it wants to be left alone for so long. */
  throttled(forMs: number): void;
  /** Takes its turn at the shared standing where there is a reason; `waiting` could go if it had slots. */
  look(waiting: number): void;
  /** Somebody else changed it. */
  see(seen: Seen): void;
  /** Nothing about it wanted attention at that time. */
  nothingSeen(askedAtMs: number): void;
  /** When time alone changes something; infinite where only news does. */
  wakeAtMs(): number;
  /** How long it will stay shut as far as is known; 0 while it is not. */
  shutForMs(): number;
  /** Gives back everything. */
  close(): Promise<void>;
  readonly circuit: CircuitPosition;
  /** Whether there is nothing to remember about it. */
  readonly idle: boolean;
};

export type ScopeOptions = {
  readonly scope: Scope;
  readonly limits: Limits;
  /** Whether it needs slots while its door is open. An account without a limit of its own does not. */
  readonly leased: boolean;
  readonly worker: string;
  readonly standings: Standings;
  readonly time: Time;
  /** Longer than a delivery can be under way. */
  readonly holdMs: number;
  /** Something may pass now that could not before. */
  readonly changed: () => void;
  readonly circuitMoved: (to: CircuitPosition) => void;
};

/** While in use its lease is renewed so often, and what was not used goes back. */
const renewMs = 2_000;
const retryMs = 500;
/** Asked for in one go where nobody goes short. */
const fewSlots = 4;

export function openScope(options: ScopeOptions): LocalScope {
  const { scope, limits, leased, worker, standings, time, holdMs } = options;
  const { concurrency } = limits;
  const pace = openPace(limits.perSecond, time);
  const reports = openReports();
  let revision = -1;
  let epoch = 0;
  let door: Door = openDoor;
  /** In this worker's own time. */
  let shutUntilMs = 0;
  let failures = 0;
  let slots = 0;
  let leaseEndsAtMs = 0;
  let running = 0;
  /** Still under way from earlier epochs. */
  let old = 0;
  /** The most that ran at a time since the last turn. */
  let peak = 0;
  let waiting = 0;
  /** What is ours while somebody goes short; undefined while nobody does. */
  let share: number | undefined;
  /** Whether the others reckon with what we want or have. */
  let listed = false;
  let taking: Promise<void> | undefined;
  let tookAtMs = 0;
  let answeredAtMs = -1;
  /** Nothing more is to be expected before. */
  let slotsNotBeforeMs = 0;
  let permitsNotBeforeMs = 0;
  let retryAtMs = 0;

  const needsSlot = () => leased || door.is !== "open";
  const hasSlot = () => !needsSlot() || (running < slots && leaseEndsAtMs - time.now() >= holdMs);
  const isShut = () => door.is === "shut" || time.now() < shutUntilMs;
  /** It failed, and whether that shuts the door is not known before the others have heard it. */
  const isDoubtful = () =>
    reports.downs > 0 && (door.is !== "open" || failures + reports.downs >= failuresToOpen);
  const isBusy = () => slots > 0 || old > 0 || listed;

  const learn = ({ standing, nowMs }: Seen) => {
    if (standing.revision <= revision) return;
    ({ revision, door, failures } = standing);
    if (standing.epoch !== epoch) begin(standing.epoch);
    if (door.is === "shut") shutUntilMs = Math.max(shutUntilMs, time.now() + door.untilMs - nowMs);
    share = shareIn(standing, nowMs);
    yieldSlots();
  };

  const begin = (next: number) => {
    epoch = next;
    old += running;
    running = slots = 0;
    pace.drop();
    reports.forget();
    // What is still under way counts until the others hear that it has ended.
    reports.remind();
  };

  const shareIn = ({ leases }: Standing, nowMs: number): number | undefined => {
    const others = Object.entries(leases).filter(([name]) => name !== worker);
    if (!others.some(([, { hungry }]) => hungry)) return undefined;
    const wants = new Map(others.map(([name, each]) => [name, each.wants]));
    return shareOf(worker, Math.min(running + waiting, concurrency), { limit: concurrency, wants, nowMs });
  };

  /** Slots beyond our share are others' now, as soon as they have heard it. */
  const yieldSlots = () => {
    const kept = Math.max(running, share ?? slots);
    if (kept >= slots) return;
    slots = kept;
    reports.remind();
  };

  const wish = (need: number): number => {
    if (!needsSlot() || (need === 0 && peak === 0)) return 0;
    const generous = share !== undefined || door.is !== "open" ? need : Math.max(need * 2, peak, fewSlots);
    return Math.max(running, Math.min(concurrency, generous));
  };

  const nextTurn = (): Omit<Turn, "report"> => {
    const need = needsSlot() ? Math.min(running + waiting, concurrency) : 0;
    const want = wish(need);
    // From now on no more than that: whoever hears of it first may have the rest.
    slots = Math.min(slots, want);
    peak = running;
    const permits = waiting > 0 && pace.isOut() && running < Math.max(slots, 1) ? waiting : 0;
    return { worker, epoch, running: needsSlot() ? running : 0, old, need, keep: slots, want, permits };
  };

  const takeTurn = async () => {
    const sentAtMs = (tookAtMs = time.now());
    const turn = nextTurn();
    const telling = reports.take(sentAtMs);
    try {
      const { answer, ...seen } = await standings.take(scope, { ...turn, report: telling.report }, limits);
      learn(seen);
      if (seen.standing.epoch === epoch) granted(answer, turn, seen.nowMs, sentAtMs);
      answeredAtMs = time.now();
      listed = worker in seen.standing.leases;
      telling.arrived();
      if (answer.circuitMoved) options.circuitMoved(answer.circuitMoved);
    } catch {
      // The database is away. Whether it was written is not known, so everything is told again.
      telling.failed();
      retryAtMs = time.now() + retryMs;
    }
  };

  const granted = (answer: Answer, { want }: Pick<Turn, "want">, nowMs: number, sentAtMs: number) => {
    slots = answer.slots;
    leaseEndsAtMs = sentAtMs + slotLeaseMs;
    pace.got(answer.permits, nowMs);
    slotsNotBeforeMs = slots < want ? time.now() + turnMs : 0;
    permitsNotBeforeMs = waiting > 0 && pace.isOut() ? time.now() + pace.askAgainMs : 0;
    // The answer speaks of what was asked before it was known that somebody goes short. (While it ramps nothing is shared.)
    if (door.is === "open") yieldSlots();
  };

  const mustTake = (): boolean => {
    const now = time.now();
    if (now < retryAtMs) return false;
    if (reports.pending || (isBusy() && now - tookAtMs >= renewMs)) return true;
    if (waiting === 0) return door.is !== "open" && slots > running;
    if (isShut()) return door.is === "shut" && now >= shutUntilMs;
    if (!hasSlot()) return running < concurrency && now >= slotsNotBeforeMs;
    return pace.isOut() && now >= permitsNotBeforeMs;
  };

  return {
    mayPass: () => !isShut() && !isDoubtful() && hasSlot() && pace.allows(),
    enter() {
      running += 1;
      peak = Math.max(peak, running);
      pace.use();
      return epoch;
    },
    leave(began, health) {
      if (began !== epoch) {
        old -= 1;
        reports.remind();
        return;
      }
      running -= 1;
      yieldSlots();
      reports.note(health, door.is !== "open" || failures > 0);
    },
    throttled(forMs) {
      const untilMs = time.now() + forMs;
      shutUntilMs = Math.max(shutUntilMs, untilMs);
      reports.throttled(untilMs);
    },
    look(nowWaiting) {
      waiting = nowWaiting;
      if (taking || !mustTake()) return;
      taking = takeTurn().finally(() => {
        taking = undefined;
        options.changed();
      });
    },
    see(seen) {
      learn(seen);
      if (spareSlots(seen.standing, limits) > 0) slotsNotBeforeMs = 0;
    },
    nothingSeen(askedAtMs) {
      if (askedAtMs <= answeredAtMs || taking || (door.is === "open" && share === undefined)) return;
      door = openDoor;
      share = undefined;
      slotsNotBeforeMs = 0;
    },
    wakeAtMs() {
      const forWaiting = [shutUntilMs, pace.nextMs() ?? 0, slotsNotBeforeMs, permitsNotBeforeMs];
      const times = [...(waiting > 0 ? forWaiting : []), retryAtMs].filter((at) => at > time.now());
      return Math.min(...times, isBusy() ? tookAtMs + renewMs : Number.POSITIVE_INFINITY);
    },
    shutForMs: () => (isShut() ? Math.max(0, shutUntilMs - time.now()) : 0),
    async close() {
      await taking;
      waiting = peak = 0;
      if (isBusy() || reports.pending) await takeTurn();
    },
    get circuit() {
      return isOutage(door) ? "open" : "closed";
    },
    get idle() {
      const quiet = running + waiting === 0 && !isBusy() && !reports.pending && !taking;
      return quiet && door.is === "open" && shutUntilMs <= time.now();
    },
  };
}
