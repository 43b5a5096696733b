import type { CircuitPosition, VendorHealth } from "../delivery/gate.ts";
import { openKnownDoor } from "./known-door.ts";
import { openOwnSlots } from "./own-slots.ts";
import { openPace } from "./pace.ts";
import { openReports } from "./reports.ts";
import { shareBeside, spareSlots } from "./slots.ts";
import type { Limits, Scope } from "./standing.ts";
import type { Seen, Standings, Time } from "./standings.ts";
import type { Answer, Turn } from "./turn.ts";

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

/**
 * What may pass is known without asking: from the slots, the permits and the door that this worker knows of. What it has to
 * tell or to ask it tells and asks in turns at the shared standing, one at a time.
 */
export function openScope(options: ScopeOptions): LocalScope {
  const { scope, limits, leased, worker, standings, time } = options;
  const slots = openOwnSlots({ ...options, concurrency: limits.concurrency });
  const door = openKnownDoor(time);
  const pace = openPace(limits.perSecond, time);
  const reports = openReports();
  let revision = -1;
  let epoch = 0;
  let waiting = 0;
  /** Whether the others reckon with what we want or have. */
  let listed = false;
  let taking: Promise<void> | undefined;
  let tookAtMs = 0;
  let answeredAtMs = -1;
  /** No permits are to be expected before. */
  let permitsNotBeforeMs = 0;
  let retryAtMs = 0;

  const needsSlot = () => leased || !door.isOpen;
  const hasSlot = () => !needsSlot() || slots.hasFree();
  const isBusy = () => slots.inUse || listed;

  const learn = ({ standing, nowMs }: Seen) => {
    if (standing.revision <= revision) return;
    ({ revision } = standing);
    if (standing.epoch !== epoch) begin(standing.epoch);
    door.see(standing, nowMs);
    slots.share(shareBeside(standing, { worker, want: slots.needFor(waiting), limits, nowMs }));
    giveUpSlots();
  };

  const begin = (next: number) => {
    epoch = next;
    slots.beginEpoch();
    pace.drop();
    reports.forget();
    // What is still under way counts until the others hear that it has ended.
    reports.remind();
  };

  /** Slots beyond our share are others' now, as soon as they have heard it. */
  const giveUpSlots = () => {
    if (slots.giveUp()) reports.remind();
  };

  const nextTurn = (): Omit<Turn, "report"> => {
    const asked = slots.ask(waiting, { needed: needsSlot(), sparing: !door.isOpen });
    const permits = waiting > 0 && pace.isOut() && slots.running < Math.max(asked.keep, 1) ? waiting : 0;
    return { worker, epoch, ...asked, permits };
  };

  const takeTurn = async () => {
    const atMs = (tookAtMs = time.now());
    const turn = nextTurn();
    const telling = reports.take(atMs);
    try {
      const { answer, ...seen } = await standings.take(scope, { ...turn, report: telling.report }, limits);
      learn(seen);
      if (seen.standing.epoch === epoch) granted(answer, { want: turn.want, atMs }, seen.nowMs);
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

  const granted = (answer: Answer, asked: { want: number; atMs: number }, nowMs: number) => {
    slots.got(answer.slots, asked);
    pace.got(answer.permits, nowMs);
    permitsNotBeforeMs = waiting > 0 && pace.isOut() ? time.now() + pace.askAgainMs : 0;
    // The answer speaks of what was asked before it was known that somebody goes short. (While it ramps nothing is shared.)
    if (door.isOpen) giveUpSlots();
  };

  const mustTake = (): boolean => {
    const now = time.now();
    if (now < retryAtMs) return false;
    if (reports.pending || (isBusy() && now - tookAtMs >= renewMs)) return true;
    if (waiting === 0) return !door.isOpen && slots.hasUnused;
    if (door.isShut()) return door.isDue();
    if (!hasSlot()) return slots.mayAsk();
    return pace.isOut() && now >= permitsNotBeforeMs;
  };

  return {
    mayPass: () => !door.isShut() && !door.isDoubtful(reports.downs) && hasSlot() && pace.allows(),
    enter() {
      slots.enter();
      pace.use();
      return epoch;
    },
    leave(began, health) {
      if (began !== epoch) {
        slots.leaveOld();
        reports.remind();
        return;
      }
      slots.leave();
      giveUpSlots();
      reports.note(health, door.wantsGoodNews);
    },
    throttled(forMs) {
      const untilMs = time.now() + forMs;
      door.shutUntil(untilMs);
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
      if (spareSlots(seen.standing, limits) > 0) slots.askAgain();
    },
    nothingSeen(askedAtMs) {
      if (askedAtMs <= answeredAtMs || taking || (door.isOpen && !slots.isShared)) return;
      door.open();
      slots.share(undefined);
      slots.askAgain();
    },
    wakeAtMs() {
      const forWaiting = [door.shutUntilMs, pace.nextMs() ?? 0, slots.notBeforeMs, permitsNotBeforeMs];
      const times = [...(waiting > 0 ? forWaiting : []), retryAtMs].filter((at) => at > time.now());
      return Math.min(...times, isBusy() ? tookAtMs + renewMs : Number.POSITIVE_INFINITY);
    },
    shutForMs: () => (door.isShut() ? Math.max(0, door.shutUntilMs - time.now()) : 0),
    async close() {
      await taking;
      waiting = 0;
      slots.retire();
      if (isBusy() || reports.pending) await takeTurn();
    },
    get circuit() {
      return door.isOutage ? "open" : "closed";
    },
    get idle() {
      const quiet = slots.running + waiting === 0 && !isBusy() && !reports.pending && !taking;
      return quiet && door.isOpen && door.shutUntilMs <= time.now();
    },
  };
}
