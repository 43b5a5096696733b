import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openBench } from "../testing/delivery/bench.ts";
import {
  evasions,
  faultyVendor,
  misdeeds,
  type Evasion,
  type FaultyVendor,
  type Misdeed,
} from "../testing/delivery/faulty-vendor.ts";
import { settledStates } from "./states.ts";
import type { Gate } from "./gate.ts";
import type { Vendor } from "./ports.ts";
import type { Token } from "./token.ts";
import { deliver } from "./deliver.ts";

/** What may befall a worker on its way. */
const accidents = [
  "none",
  "diesBeforeSend",
  "diesAfterSend",
  "diesBeforeSettle",
  "diesAfterSettle",
  "stalls",
] as const;
type Accident = (typeof accidents)[number];

type Step =
  | { readonly kind: "publish" }
  /** Time passes, sweeper and scheduler do their round, and one of the tokens that are not acked is worked on. */
  | {
      readonly kind: "turn";
      readonly afterMs: number;
      readonly tokensLost: boolean;
      readonly pick: number;
      readonly misdeeds: readonly Misdeed[];
      readonly evasion: Evasion;
      readonly accident: Accident;
      /** From the claim to the request. */
      readonly dawdleMs: number;
    }
  /** Any token that ever was, acked or not, comes again. */
  | { readonly kind: "echo"; readonly pick: number; readonly misdeeds: readonly Misdeed[] }
  | { readonly kind: "operate" };

const dayMs = 86_400_000;
const timeoutMs = 10_000;
const readLagMs = 2_000;
const quietMs = timeoutMs + readLagMs;

class Died extends Error {}

/** The route with its vendor, a broker that keeps first tokens until they are acked, a scheduler and an operator. */
function openWorld(operation: string) {
  const everybody: Gate = {
    circuit: "closed",
    admit: async (work) => ({ kind: "done", value: (await work()).value }),
  };
  // The vendor needs the bench's clock, and the bench needs the vendor.
  const vendors: FaultyVendor[] = [];
  const vendor = (): FaultyVendor => vendors[0] as FaultyVendor;
  const bench = openBench({
    operation,
    gate: everybody,
    vendor: { send: (...request) => vendor().send(...request) },
  });
  const { clock, ledger, line, route } = bench;
  vendors.push(faultyVendor({ clock, readLagMs, latestMs: timeoutMs, keptMs: dayMs }));

  const notes: { readonly noteId: string; readonly token: Token }[] = [];
  const unacked: Token[] = [];
  const ever: Token[] = [];
  const failedAtMs = new Map<string, number>();

  const publish = () => {
    const noteId = `n-${notes.length}`;
    const token = bench.token(noteId);
    notes.push({ noteId, token });
    unacked.push(token);
    ever.push(token);
  };

  const settle: typeof line.settle = async (settlement) => {
    const written = await line.settle(settlement);
    if (written && settlement.transition.error) failedAtMs.set(settlement.token.envelope.id, clock.now());
    return written;
  };

  const work = async (token: Token, accident: Accident, dawdleMs: number) => {
    const died = async (): Promise<never> => {
      throw new Died();
    };
    const claim: typeof line.claim = async (given) => {
      const claimed = await line.claim(given);
      clock.advance(dawdleMs);
      return claimed;
    };
    const sending: Vendor["send"] = async (...request) => {
      if (accident === "diesBeforeSend") return died();
      const answer = await line.ports.vendor.send(...request);
      return accident === "diesAfterSend" ? died() : answer;
    };
    const settling: typeof settle = async (settlement) => {
      if (accident === "diesBeforeSettle") return died();
      if (accident === "stalls") {
        // Somebody else takes over before the stalled worker comes to its settle.
        clock.advance(route.policy.leaseMs + 1);
        sweep();
        await take(token);
      }
      const written = await settle(settlement);
      return accident === "diesAfterSettle" ? died() : written;
    };
    const ports = { ...line.ports, vendor: { send: sending } };
    const quarantined = ledger.deliveries.get(`${token.envelope.id}:${route.name}`)?.suspect ?? false;
    const here = { ...line, quarantined, ports, claim, settle: settling };
    try {
      return await deliver(token, here, new AbortController().signal);
    } catch (error) {
      if (error instanceof Died) return { kind: "hold" as const, forMs: 0 };
      throw error;
    }
  };

  const take = async (token: Token, accident: Accident = "none", dawdleMs = 0) => {
    const { kind } = await work(token, accident, dawdleMs);
    const index = unacked.indexOf(token);
    if (kind === "done" && index >= 0) unacked.splice(index, 1);
  };

  const schedule = (tokensLost: boolean) => {
    const tokens = ledger.takeDue(route.name);
    ever.push(...tokens);
    if (!tokensLost) unacked.push(...tokens);
  };

  const sweep = () => {
    ledger.returnExpired(quietMs);
    for (const delivery of ledger.deliveries.values()) {
      const { state, messageId } = delivery;
      if (state !== "queued" || unacked.some(({ envelope, retry }) => retry && envelope.id === messageId))
        continue;
      delivery.state = "waiting";
      delivery.nextAttemptAtMs = clock.now();
    }
  };

  /** Replays what is dead, not before the vendor's quiet time; answers truly what is asked. */
  const operate = () => {
    for (const { noteId, token } of notes) {
      const delivery = ledger.deliveries.get(`${token.envelope.id}:${route.name}`);
      if (delivery?.state !== "dead" && delivery?.state !== "inDoubt") continue;
      const quietUntilMs = (failedAtMs.get(token.envelope.id) ?? 0) + quietMs;
      if (delivery.state === "inDoubt") {
        // A person looks when nothing can land any more.
        if (clock.now() < quietUntilMs) continue;
        delivery.doubtSinceMs = undefined;
        if (vendor().effects(noteId) > 0) {
          delivery.state = "applied";
          continue;
        }
      }
      const { generation, doubtSinceMs } = delivery;
      Object.assign(delivery, { state: "waiting", generation: generation + 1, attempts: 0, barren: 0 });
      delivery.nextAttemptAtMs =
        doubtSinceMs === undefined ? clock.now() : Math.max(clock.now(), quietUntilMs);
    }
  };

  const run = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case "publish":
        return publish();
      case "turn": {
        clock.advance(step.afterMs);
        sweep();
        schedule(step.tokensLost);
        vendor().plan(step.misdeeds, step.evasion);
        const token = unacked[step.pick % Math.max(1, unacked.length)];
        return token && take(token, step.accident, step.dawdleMs);
      }
      case "echo": {
        vendor().plan(step.misdeeds, "none");
        const token = ever[step.pick % Math.max(1, ever.length)];
        return token && take(token);
      }
      case "operate":
        return operate();
    }
  };

  /** The faults are over, the machinery goes on. */
  const calmDown = async () => {
    vendor().plan([], "none");
    for (let round = 0; round < 30; round += 1) {
      clock.advance(60_000);
      operate();
      sweep();
      schedule(false);
      for (const token of unacked.slice()) await take(token);
    }
  };

  const states = () =>
    notes.map(({ token }) => ledger.deliveries.get(`${token.envelope.id}:${route.name}`)?.state);
  const effects = () => notes.map(({ noteId }) => vendor().effects(noteId));
  return { run, calmDown, states, effects, deliveries: ledger.deliveries, unacked };
}

const pick = fc.nat({ max: 3 });
const someMisdeeds = fc.array(fc.constantFrom(...misdeeds), { maxLength: 2 });
const mostly = <T>(usual: T, others: readonly T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: "publish" } as const) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("turn" as const),
      afterMs: fc.oneof(fc.nat({ max: 20_000 }), fc.nat({ max: 60_000 }), fc.constant(dayMs / 2)),
      tokensLost: mostly<boolean>(false, [true]),
      pick,
      misdeeds: someMisdeeds,
      evasion: mostly<Evasion>("none", evasions),
      accident: mostly<Accident>("none", accidents),
      dawdleMs: mostly(0, [24_000, 26_000]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("echo" as const), pick, misdeeds: someMisdeeds }) },
  { weight: 1, arbitrary: fc.constant({ kind: "operate" } as const) },
);

describe.each(["keyed", "natural", "probed"])("a %s operation", (operation) => {
  test("has its effect exactly once, whatever vendor, workers, broker and operators do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 30 }), async (schedule) => {
        const world = openWorld(operation);
        await world.run({ kind: "publish" });
        for (const step of schedule) {
          const before = snapshot(world.deliveries);
          await world.run(step);
          expect(Math.max(...world.effects())).toBeLessThanOrEqual(1);
          expect(setbacks(before, snapshot(world.deliveries), step)).toEqual([]);
        }
        await world.calmDown();
        expect(new Set(world.states())).toEqual(new Set(["applied"]));
        expect(new Set(world.effects())).toEqual(new Set([1]));
        expect(world.unacked).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

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
