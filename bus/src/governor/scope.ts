import type { CircuitPosition, VendorHealth } from "../delivery/gate.ts";
import { isOutage, openDoor, type Door } from "./door.ts";
import { noPermits, stillGood, useOne, type Permits } from "./permits.ts";
import type { Limits, Scope, Standing } from "./standing.ts";
import type { Seen, Standings, Time } from "./standings.ts";
import { failuresToOpen, shareOf, slotLeaseMs, spareSlots, type Answer, type Turn } from "./turn.ts";
import { turnMs } from "./fair-share.ts";

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
  /** When time alone may let somebody pass; undefined where only news can. */
  wakeAtMs(): number | undefined;
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
const askRateMs = 100;
/** Asked for in one go where nobody goes short. */
const fewSlots = 4;

export function openScope(options: ScopeOptions): LocalScope {
  const { scope, limits, leased, worker, standings, time, holdMs } = options;
  let revision = -1;
  let epoch = 0;
  let door: Door = openDoor;
  /** In this worker's own time. */
  let shutUntilMs = 0;
  let failures = 0;
  let slots = 0;
  let leaseEndsAtMs = 0;
  let running = 0;
  let old = 0;
  let permits = noPermits;
  /** Slots of ours that others should have, while somebody goes short. */
  let share = Number.POSITIVE_INFINITY;
  let squeezed = false;
  let ups = 0;
  let downs = 0;
  /** Failures that are being told at this moment. */
  let telling = 0;
  let untoldShutUntilMs = 0;
  let untold = false;
  let waiting = 0;
  let peak = 0;
  let taking: Promise<void> | undefined;
  let tookAtMs = 0;
  let answeredAtMs = -1;
  /** No more slots, or permits, are to be expected before. */
  let slotsNotBeforeMs = 0;
  let permitsNotBeforeMs = 0;
  let retryAtMs = 0;
  /** Whether the others reckon with what we want or have. */
  let listed = false;

  const rated = Number.isFinite(limits.perSecond);
  const needsSlot = () => leased || door.is !== "open";
  const roomLeft = () => !needsSlot() || (running < slots && leaseEndsAtMs - time.now() >= holdMs);
  const isShut = () => time.now() < shutUntilMs || door.is === "shut";
  /** It failed, and whether that shuts the door is not known before the others have heard it. */
  const doubtful = () =>
    downs + telling > 0 && (door.is !== "open" || failures + downs + telling >= failuresToOpen);
  const ratePasses = () => {
    if (!rated) return true;
    const now = time.now();
    permits = stillGood(permits, now);
    return permits.count > 0 && permits.firstMs <= now;
  };

  const lacksPermits = () => rated && waiting > 0 && stillGood(permits, time.now()).count === 0;

  const learn = ({ standing, nowMs }: Seen) => {
    if (standing.revision <= revision) return;
    ({ revision, door, failures } = standing);
    if (standing.epoch !== epoch) {
      old += running;
      running = slots = ups = downs = 0;
      permits = noPermits;
      ({ epoch } = standing);
      // What is still under way counts until the others hear that it has ended.
      untold = true;
    }
    if (door.is === "shut") shutUntilMs = Math.max(shutUntilMs, time.now() + door.untilMs - nowMs);
    ({ squeezed, share } = squeeze(standing, nowMs));
    yieldSlots();
  };

  /** Slots beyond our share are others' now, as soon as they have heard it. */
  const yieldSlots = () => {
    const kept = squeezed ? Math.max(running, share) : slots;
    if (kept >= slots) return;
    slots = kept;
    untold = true;
  };

  const squeeze = ({ leases }: Standing, nowMs: number) => {
    const others = Object.entries(leases).filter(([name]) => name !== worker);
    if (!others.some(([, { hungry }]) => hungry)) return { squeezed: false, share: Number.POSITIVE_INFINITY };
    const wants = new Map(others.map(([name, each]) => [name, each.wants]));
    const need = Math.min(running + waiting, limits.concurrency);
    return { squeezed: true, share: shareOf(worker, need, { limit: limits.concurrency, wants, nowMs }) };
  };

  const wish = (need: number): number => {
    if (need === 0 && peak === 0) return 0;
    const generous = squeezed || door.is !== "open" ? need : Math.max(need * 2, peak, fewSlots);
    return Math.min(limits.concurrency, generous);
  };

  const takeTurn = async () => {
    const sentAtMs = (tookAtMs = time.now());
    const need = needsSlot() ? Math.min(running + waiting, limits.concurrency) : 0;
    const want = needsSlot() ? Math.max(running, wish(need)) : 0;
    // From now on no more than that: whoever hears of it first may have the rest.
    slots = Math.min(slots, want);
    peak = running;
    const told = { ups, downs, untoldShutUntilMs };
    telling = downs;
    ups = downs = untoldShutUntilMs = 0;
    untold = false;
    const turn: Turn = {
      worker,
      epoch,
      running: needsSlot() ? running : 0,
      old,
      need,
      keep: slots,
      want,
      permits: lacksPermits() && running < Math.max(slots, 1) ? waiting : 0,
      report: { ups: told.ups, downs: told.downs, shutForMs: Math.max(0, told.untoldShutUntilMs - sentAtMs) },
    };
    try {
      const { answer, ...seen } = await standings.take(scope, turn, limits);
      learn(seen);
      if (seen.standing.epoch === epoch) granted(answer, turn, seen.nowMs, sentAtMs);
      answeredAtMs = time.now();
      listed = worker in seen.standing.leases;
      if (answer.circuitMoved) options.circuitMoved(answer.circuitMoved);
    } catch {
      // The database is away. Whether it was written is not known, so everything is told again.
      ups += told.ups;
      downs += told.downs;
      untoldShutUntilMs = Math.max(untoldShutUntilMs, told.untoldShutUntilMs);
      untold = true;
      retryAtMs = time.now() + retryMs;
    } finally {
      telling = 0;
    }
  };

  const granted = (answer: Answer, asked: Turn, nowMs: number, sentAtMs: number) => {
    slots = answer.slots;
    leaseEndsAtMs = sentAtMs + slotLeaseMs;
    if (answer.permits.count > 0) permits = inOwnTime(answer.permits, nowMs);
    const now = time.now();
    slotsNotBeforeMs = slots < asked.want ? now + turnMs : 0;
    permitsNotBeforeMs = lacksPermits()
      ? now + Math.min(turnMs, Math.max(askRateMs, 1_000 / limits.perSecond))
      : 0;
  };
  const inOwnTime = ({ firstMs, ...rest }: Permits, nowMs: number): Permits => ({
    ...rest,
    firstMs: time.now() + firstMs - nowMs,
  });

  const mustTake = (): boolean => {
    const now = time.now();
    if (now < retryAtMs) return false;
    if (ups > 0 || downs > 0 || untoldShutUntilMs > 0 || untold) return true;
    if ((slots > 0 || old > 0 || listed) && now - tookAtMs >= renewMs) return true;
    if (waiting === 0) return door.is !== "open" && slots > running;
    if (isShut()) return door.is === "shut" && now >= shutUntilMs;
    if (!roomLeft()) return running < limits.concurrency && now >= slotsNotBeforeMs;
    return lacksPermits() && now >= permitsNotBeforeMs;
  };

  const self: LocalScope = {
    mayPass: () => !isShut() && !doubtful() && roomLeft() && ratePasses(),
    enter() {
      running += 1;
      peak = Math.max(peak, running);
      if (rated) permits = useOne(permits);
      return epoch;
    },
    leave(began, health) {
      if (began !== epoch) {
        old -= 1;
        untold = true;
        return;
      }
      running -= 1;
      yieldSlots();
      if (health === "down") downs += 1;
      if (health !== "up" || (door.is === "open" && failures + downs === 0)) return;
      ups += 1;
      downs = 0;
    },
    throttled(forMs) {
      const until = time.now() + forMs;
      shutUntilMs = Math.max(shutUntilMs, until);
      untoldShutUntilMs = Math.max(untoldShutUntilMs, until);
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
      if (askedAtMs <= answeredAtMs || taking) return;
      if (door.is === "open" && !squeezed) return;
      door = openDoor;
      squeezed = false;
      share = Number.POSITIVE_INFINITY;
      slotsNotBeforeMs = 0;
    },
    wakeAtMs() {
      const now = time.now();
      const times = [
        waiting > 0 && shutUntilMs > now ? shutUntilMs : undefined,
        waiting > 0 && permits.count > 0 && permits.firstMs > now ? permits.firstMs : undefined,
        waiting > 0 && slotsNotBeforeMs > now ? slotsNotBeforeMs : undefined,
        waiting > 0 && permitsNotBeforeMs > now ? permitsNotBeforeMs : undefined,
        retryAtMs > now ? retryAtMs : undefined,
        slots > 0 || old > 0 || listed ? tookAtMs + renewMs : undefined,
      ];
      return times.reduce((a, b) => (a === undefined ? b : b === undefined ? a : Math.min(a, b)), undefined);
    },
    shutForMs: () => (isShut() ? Math.max(0, shutUntilMs - time.now()) : 0),
    async close() {
      await taking;
      waiting = peak = 0;
      if (slots + old > 0 || listed || untold || untoldShutUntilMs > 0) await takeTurn();
    },
    get circuit() {
      return isOutage(door) ? "open" : "closed";
    },
    get idle() {
      const quiet = slots + old + running + waiting === 0 && !untold && !listed && !taking;
      return quiet && door.is === "open" && shutUntilMs <= time.now() && untoldShutUntilMs === 0;
    },
  };
  return self;
}
