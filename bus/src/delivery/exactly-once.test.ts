import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  evasions,
  faultyVendor,
  misdeeds,
  type Evasion,
  type Misdeed,
} from "../testing/delivery/faulty-vendor.ts";
import { noteToken } from "../testing/delivery/note.ts";
import { accidents, openWorld, type Accident } from "../testing/delivery/world.ts";
import type { MemoryDelivery } from "../testing/memory/memory-ledger.ts";
import { noteRefused } from "../testing/delivery/toy-adapter.ts";
import { settledStates } from "./states.ts";

type Step =
  | { readonly kind: "publish" }
  /** Time passes, sweeper and scheduler do their round, and some of the tokens that are not acked are worked on. */
  | {
      readonly kind: "turn";
      readonly afterMs: number;
      readonly tokensLost: boolean;
      readonly pick: number;
      readonly count: number;
      readonly misdeeds: readonly Misdeed[];
      readonly evasion: Evasion;
      readonly accident: Accident;
      /** From the claim to the request. */
      readonly dawdleMs: number;
    }
  /** Any token that ever was, acked or not, comes again. */
  | { readonly kind: "echo"; readonly pick: number; readonly misdeeds: readonly Misdeed[] }
  /** A replay of what is dead, and true answers to what is asked. */
  | { readonly kind: "operate" }
  /** The replay is cancelled: what of it nobody has begun is dead again, in another life. */
  | { readonly kind: "cancel" };

const dayMs = 86_400_000;
const timeoutMs = 10_000;
const readLagMs = 2_000;
const quietMs = timeoutMs + readLagMs;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** A route, with operators who replay, cancel and answer. */
function openOperatedWorld(operation: string) {
  const lies: string[] = [];
  const world = openWorld({
    operation,
    quietMs,
    vendor: (clock) => faultyVendor({ clock, readLagMs, latestMs: timeoutMs, keptMs: dayMs }),
    letTimersRun: async () => void (await vi.advanceTimersByTimeAsync(100)),
    onTold: ({ type, data }) => {
      const { noteId } = data as { readonly noteId: string };
      if (type === noteRefused.type && vendor.effects(noteId) > 0) lies.push(noteId);
    },
  });
  const { clock, ledger, route, vendor, unacked, ever, failedAtMs } = world;
  const notes = new Map<string, string>();
  const released = new Set<MemoryDelivery>();
  const deliveryOf = (id: string) => ledger.deliveries.get(`${id}:${route.name}`);

  const publish = () => {
    const noteId = `n-${notes.size}`;
    // Every note is an entity of its own: what becomes of several states of one is another test's matter.
    const extensions = { entityversion: 1 };
    const token = noteToken({ noteId, routes: [route.name], atMs: clock.now(), extensions });
    notes.set(token.envelope.id, noteId);
    world.publish(token);
  };

  const release = (delivery: MemoryDelivery, dueAtMs: number) => {
    const { generation } = delivery;
    Object.assign(delivery, { state: "waiting", generation: generation + 1, attempts: 0, barren: 0 });
    delivery.nextAttemptAtMs = Math.max(clock.now(), dueAtMs);
  };
  const operate = () => {
    for (const [id, noteId] of notes) {
      const delivery = deliveryOf(id);
      // Not before the vendor's quiet time: a person looks when nothing can land any more.
      const quietUntilMs = (failedAtMs.get(id) ?? 0) + quietMs;
      if (delivery?.state === "dead") {
        release(delivery, delivery.doubtSinceMs === undefined ? 0 : quietUntilMs);
        released.add(delivery);
      } else if (delivery?.state === "inDoubt" && clock.now() >= quietUntilMs) {
        delivery.doubtSinceMs = undefined;
        if (vendor.effects(noteId) > 0) delivery.state = "applied";
        else {
          delivery.era += 1;
          release(delivery, 0);
        }
      }
    }
  };
  const cancel = () => {
    for (const delivery of released) {
      if (delivery.state === "waiting" || delivery.state === "queued") {
        Object.assign(delivery, {
          state: "dead",
          generation: delivery.generation + 1,
          nextAttemptAtMs: undefined,
        });
      }
    }
    released.clear();
  };

  const run = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case "publish":
        return publish();
      case "turn": {
        world.pass(step.afterMs, step.tokensLost);
        vendor.plan(step.misdeeds, step.evasion);
        const start = step.pick % Math.max(1, unacked.length);
        return world.take(unacked.slice(start, start + step.count), step.accident, step.dawdleMs);
      }
      case "echo": {
        vendor.plan(step.misdeeds, "none");
        const token = ever[step.pick % Math.max(1, ever.length)];
        return token && world.take([token]);
      }
      case "operate":
        return operate();
      case "cancel":
        return cancel();
    }
  };

  /** The faults are over, the machinery goes on. */
  const calmDown = async () => {
    vendor.plan([], "none");
    for (let round = 0; round < 30; round += 1) {
      operate();
      world.pass(60_000);
      for (const token of unacked.slice()) await world.take([token]);
    }
  };
  const states = () => [...notes.keys()].map((id) => deliveryOf(id)?.state);
  const effects = () => [...notes.values()].map((noteId) => vendor.effects(noteId));
  /** What was told more than once of one note, as words. */
  const repeats = () => {
    const told = [...world.told.values()].map(({ type, data }) => `${type} ${JSON.stringify(data)}`);
    return told.filter((words, index) => told.indexOf(words) !== index);
  };
  return { run, calmDown, states, effects, repeats, lies, deliveries: ledger.deliveries, unacked };
}

const pick = fc.nat({ max: 3 });
const someMisdeeds = fc.array(fc.constantFrom(...misdeeds), { maxLength: 2 });
const mostly = <T>(usual: T, others: readonly T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: "publish" } as const) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("turn" as const),
      afterMs: fc.oneof(fc.nat({ max: 20_000 }), fc.nat({ max: 60_000 }), fc.constant(dayMs / 2)),
      tokensLost: mostly<boolean>(false, [true]),
      pick,
      count: fc.integer({ min: 1, max: 3 }),
      misdeeds: someMisdeeds,
      evasion: mostly<Evasion>("none", evasions),
      accident: mostly<Accident>("none", accidents),
      dawdleMs: mostly(0, [24_000, 26_000]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("echo" as const), pick, misdeeds: someMisdeeds }) },
  { weight: 1, arbitrary: fc.constant({ kind: "operate" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "cancel" } as const) },
);

describe.each(["keyed", "natural", "probed", "latest", "keyedBatch", "naturalBatch", "probedBatch"])(
  "a %s operation",
  (operation) => {
    test("has its effect exactly once, whatever vendor, workers, broker and operators do", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 30 }), async (schedule) => {
          const world = openOperatedWorld(operation);
          await world.run({ kind: "publish" });
          for (const step of schedule) {
            const before = snapshot(world.deliveries);
            await world.run(step);
            expect(Math.max(...world.effects())).toBeLessThanOrEqual(1);
            expect(setbacks(before, snapshot(world.deliveries), step)).toEqual([]);
            expect(world.repeats()).toEqual([]);
            expect(world.lies).toEqual([]);
          }
          await world.calmDown();
          expect(new Set(world.states())).toEqual(new Set(["applied"]));
          expect(new Set(world.effects())).toEqual(new Set([1]));
          expect(world.unacked).toEqual([]);
        }),
        { numRuns: 300 },
      );
    });
  },
);

type Snapshot = ReadonlyMap<
  string,
  { readonly state: string; readonly starts: number; readonly attempts: number }
>;

const snapshot = (deliveries: Snapshot): Snapshot =>
  new Map([...deliveries].map(([id, { state, starts, attempts }]) => [id, { state, starts, attempts }]));

/** Counters never go back but for an operator's new life, and what is settled stays so. */
function setbacks(before: Snapshot, after: Snapshot, { kind }: Step): string[] {
  const settled: readonly string[] = settledStates;
  return [...before].flatMap(([id, was]) => {
    const is = after.get(id);
    if (!is) return [`${id} vanished`];
    return [
      is.starts < was.starts ? `${id}: starts fell` : [],
      is.attempts < was.attempts && kind !== "operate" ? `${id}: attempts fell` : [],
      settled.includes(was.state) && is.state !== was.state ? `${id}: ${was.state} became ${is.state}` : [],
    ].flat();
  });
}
