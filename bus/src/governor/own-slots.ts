import { turnMs } from "./fair-share.ts";
import type { Time } from "./standings.ts";
import { slotLeaseMs, type Turn } from "./turn.ts";

/** The slots that one worker has of one scope, and what is under way in them. */
export type OwnSlots = {
  enter(): void;
  leave(): void;
  /** One that began in an earlier epoch is over. */
  leaveOld(): void;
  /** The door was shut: slots given before admit nothing any more. */
  beginEpoch(): void;
  /** What is ours while somebody goes short; undefined while nobody does. */
  share(share: number | undefined): void;
  /** Gives up what is beyond our share; says whether there was any. */
  giveUp(): boolean;
  /** What to ask for, for so many that wait. From now on it uses no more than that: who hears of it first may have the rest. */
  ask(waiting: number, how: HowToAsk): Pick<Turn, "running" | "old" | "need" | "keep" | "want">;
  /** The answer to what was asked then. */
  got(slots: number, asked: { readonly want: number; readonly atMs: number }): void;
  /** There may be more than at the last answer. */
  askAgain(): void;
  /** It is not to be used again: what was used lately is nothing to go by. */
  retire(): void;
  /** Whether one may begin: it has a slot, for as long as a delivery may take. */
  hasFree(): boolean;
  /** Whether there is room for one more, and a question may be answered better than the last. */
  mayAsk(): boolean;
  /** How many it would need for these too. */
  needFor(waiting: number): number;
  readonly running: number;
  readonly hasUnused: boolean;
  /** Whether the others reckon with it: it has slots, or what began before is still under way. */
  readonly inUse: boolean;
  readonly isShared: boolean;
  /** Nothing more is to be expected before. */
  readonly notBeforeMs: number;
};

type HowToAsk = {
  /** Whether anything needs a slot at all now. */
  readonly needed: boolean;
  /** Whether to ask for no more than is needed, also where nobody goes short. */
  readonly sparing: boolean;
};

type OwnSlotsOptions = { readonly concurrency: number; readonly holdMs: number; readonly time: Time };

/** Asked for in one go where nobody goes short. */
const fewSlots = 4;

export function openOwnSlots({ concurrency, holdMs, time }: OwnSlotsOptions): OwnSlots {
  let held = 0;
  let leaseEndsAtMs = 0;
  let running = 0;
  /** Still under way from earlier epochs. */
  let old = 0;
  /** The most that ran at a time since the last question. */
  let peak = 0;
  let share: number | undefined;
  let notBeforeMs = 0;

  const needFor = (waiting: number) => Math.min(running + waiting, concurrency);
  const wish = (need: number, { needed, sparing }: HowToAsk): number => {
    if (!needed || (need === 0 && peak === 0)) return 0;
    const wanted = sparing || share !== undefined ? need : Math.max(need * 2, peak, fewSlots);
    return Math.max(running, Math.min(concurrency, wanted));
  };
  return {
    enter() {
      running += 1;
      peak = Math.max(peak, running);
    },
    leave() {
      running -= 1;
    },
    leaveOld() {
      old -= 1;
    },
    beginEpoch() {
      old += running;
      running = held = 0;
    },
    share(next) {
      share = next;
    },
    giveUp() {
      const kept = Math.max(running, share ?? held);
      if (kept >= held) return false;
      held = kept;
      return true;
    },
    ask(waiting, how) {
      const need = how.needed ? needFor(waiting) : 0;
      const want = wish(need, how);
      // What its lease has run out for is others' now, whatever was counted for what still runs in it.
      held = time.now() < leaseEndsAtMs ? Math.min(held, want) : 0;
      peak = running;
      return { running: how.needed ? running : 0, old, need, keep: held, want };
    },
    got(slots, { want, atMs }) {
      held = slots;
      leaseEndsAtMs = atMs + slotLeaseMs;
      notBeforeMs = slots < want ? time.now() + turnMs : 0;
    },
    askAgain() {
      notBeforeMs = 0;
    },
    retire() {
      peak = 0;
    },
    hasFree: () => running < held && leaseEndsAtMs - time.now() >= holdMs,
    mayAsk: () => running < concurrency && time.now() >= notBeforeMs,
    needFor,
    get running() {
      return running;
    },
    get hasUnused() {
      return held > running;
    },
    get inUse() {
      return held > 0 || old > 0;
    },
    get isShared() {
      return share !== undefined;
    },
    get notBeforeMs() {
      return notBeforeMs;
    },
  };
}
