import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applied,
  blocked,
  inDoubt,
  rejected,
  retry,
  throttled,
  unchanged,
  type AnyOperation,
} from "../adapter/index.ts";
import type { RoutePolicy } from "../route.ts";
import { toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { backoffMs } from "./backoff.ts";
import { decide, type AttemptOutcome, type Standing } from "./decide.ts";

const policy: RoutePolicy = {
  attempts: 5,
  baseMs: 2_000,
  capMs: 900_000,
  totalAgeMs: 86_400_000,
  timeoutMs: 10_000,
  leaseMs: 30_000,
  poisonLimit: 3,
};
const fresh: Standing = { starts: 1, attempts: 0, era: 0, doubtMs: undefined, ageMs: 1_000 };
const { keyed, latest, natural, probed, bare } = toyAdapter.operations;
const kinds: readonly (readonly [string, AnyOperation])[] = [
  ["key", keyed],
  ["natural", natural],
  ["probe", probed],
  ["none", bare],
];

type Given = {
  readonly outcome: AttemptOutcome;
  readonly doubt?: boolean;
  readonly standing?: Partial<Standing>;
  readonly operation?: AnyOperation;
  readonly random?: () => number;
};
const decided = ({ outcome, doubt = false, standing, operation = natural, random = () => 0.5 }: Given) =>
  decide({ outcome, doubt, standing: { ...fresh, ...standing }, operation, policy, random });

test("a fact whose id no index takes is not remembered, so that its settle cannot fail for ever", () => {
  const factOf = (id: string) => ({ kind: "note", id, vendorId: "v-1", facts: {} });
  const outcome = applied({ remember: [factOf("n-1"), factOf("ö".repeat(1_001))] });
  expect(decided({ outcome }).facts).toEqual([factOf("n-1")]);
});

describe.each(kinds)("with idempotency %s", (_, operation) => {
  test("applied, unchanged and superseded are settled, and no doubt is left", () => {
    const doubtful = { operation, doubt: true, standing: { doubtMs: 1, attempts: 3 } };
    const done = applied({ reference: "v-1" });
    expect(decided({ ...doubtful, outcome: done })).toMatchObject({
      state: "applied",
      inDoubt: false,
      attempts: 3,
      vendorReference: "v-1",
    });
    expect(decided({ ...doubtful, outcome: unchanged("nothing to do") })).toMatchObject({
      state: "unchanged",
      inDoubt: false,
      reason: "nothing to do",
    });
    expect(decided({ ...doubtful, outcome: { kind: "superseded", reason: "older" } })).toMatchObject({
      state: "superseded",
      inDoubt: false,
    });
  });

  test("throttled waits, costs no attempt and never ends in dead", () => {
    const standing = { attempts: 4, ageMs: 10 * policy.totalAgeMs, starts: 1_000 };
    expect(decided({ operation, outcome: throttled("later", 5_000), standing })).toMatchObject({
      state: "waiting",
      attempts: 4,
      delayMs: 5_000,
      inDoubt: false,
    });
  });

  test("retry spends the budget, keeps the era, and is dead with the last attempt", () => {
    const outcome = retry("ECONNREFUSED", "no connection");
    expect(decided({ operation, outcome, standing: { attempts: 3 } })).toMatchObject({
      state: "waiting",
      attempts: 4,
      era: 0,
      inDoubt: false,
    });
    expect(decided({ operation, outcome, standing: { attempts: 4 } })).toMatchObject({
      state: "dead",
      attempts: 5,
    });
  });

  test("retry of a message older than the total age is dead", () => {
    const standing = { ageMs: policy.totalAgeMs };
    expect(decided({ operation, outcome: retry("x", "y"), standing })).toMatchObject({
      state: "dead",
      attempts: 1,
    });
  });

  test("rejected is dead; the era rises where nothing at all was done, and only there", () => {
    const outcome = rejected("no_room", "No room.");
    const error = { code: "no_room", message: "No room." };
    expect(decided({ operation, outcome, standing: { era: 2 } })).toMatchObject({
      state: "dead",
      attempts: 1,
      era: 3,
      inDoubt: false,
      error,
    });
    expect(decided({ operation, outcome, doubt: true, standing: { era: 2 } })).toMatchObject({
      state: "dead",
      era: 2,
      inDoubt: true,
      error,
    });
  });

  test("blocked costs no attempt and forgets no doubt", () => {
    const outcome = blocked("contract", "It no longer fits.");
    for (const doubt of [true, false]) {
      expect(decided({ operation, outcome, doubt, standing: { attempts: 2 } })).toMatchObject({
        state: "blocked",
        attempts: 2,
        era: 0,
        inDoubt: doubt,
      });
    }
  });

  test("what is not there yet costs no attempt and forgets no doubt", () => {
    const outcome = { kind: "notYet", reason: "waits for the order", delayMs: 2_000 } as const;
    for (const doubt of [true, false]) {
      expect(decided({ operation, outcome, doubt, standing: { attempts: 2 } })).toMatchObject({
        state: "waiting",
        attempts: 2,
        delayMs: 2_000,
        inDoubt: doubt,
      });
    }
  });

  test("what waits for a fact gives up its place in its lane, unless something of it may have been done", () => {
    const waits = { kind: "notYet", reason: "waits for the order", delayMs: 2_000, aside: true } as const;
    const missed = { ...blocked("nothingRemembered", "There is no order."), aside: true } as const;
    for (const outcome of [waits, missed]) {
      expect(decided({ operation, outcome, doubt: false })).toMatchObject({ aside: true });
      expect(decided({ operation, outcome, doubt: true })).toMatchObject({ aside: false });
    }
  });

  test("poison is dead, in doubt, and costs no attempt: nobody knows what its starts did", () => {
    const outcome = { kind: "poison", code: "poison", message: "It kills." } as const;
    expect(decided({ operation, outcome, doubt: true, standing: { attempts: 2 } })).toMatchObject({
      state: "dead",
      attempts: 2,
      era: 0,
      inDoubt: true,
    });
  });

  test("a doubt that outlasts the budget or the total age is a person's question, never dead", () => {
    const outcome = inDoubt("timeout", "no answer");
    for (const standing of [{ attempts: 4 }, { ageMs: policy.totalAgeMs }]) {
      expect(decided({ operation, outcome, doubt: true, standing })).toMatchObject({
        state: "inDoubt",
        inDoubt: true,
      });
    }
  });
});

describe("in doubt", () => {
  const outcome = inDoubt("timeout", "no answer");

  test.each([
    ["key", keyed],
    ["natural", natural],
    ["probe", probed],
  ])("%s is tried again, costs an attempt, keeps the era", (_, operation) => {
    expect(decided({ operation, outcome, doubt: true, standing: { attempts: 1, era: 1 } })).toMatchObject({
      state: "waiting",
      attempts: 2,
      era: 1,
      inDoubt: true,
    });
  });

  test("where order matters a harmless repeat waits until the first call cannot land any more, whoever is back meanwhile", () => {
    const ordered = { random: () => 0, outcome };
    for (const operation of [latest, { ...natural, lane: { group: "notes", key: () => "k" } }])
      expect(decided({ ...ordered, operation })).toMatchObject({
        delayMs: policy.timeoutMs,
        reason: "may still land",
      });
    expect(decided({ ...ordered, operation: natural })).toMatchObject({ delayMs: 0, reason: "backoff" });
    expect(
      decided({ ...ordered, operation: { ...keyed, lane: { group: "notes", key: () => "k" } } }),
    ).toMatchObject({
      delayMs: 0,
    });
  });

  test("none is a person's question at once", () => {
    expect(decided({ operation: bare, outcome, doubt: true })).toMatchObject({
      state: "inDoubt",
      attempts: 1,
    });
  });

  test("a key that may expire before a repeat arrives is a person's question", () => {
    const dayMs = 86_400_000;
    const at = (doubtMs: number) =>
      decided({ operation: keyed, outcome, doubt: true, standing: { doubtMs } }).state;
    const margin = policy.leaseMs + policy.timeoutMs;
    expect([dayMs - margin - 1, dayMs - margin].map(at)).toEqual(["waiting", "inDoubt"]);
  });

  test("a probe comes not before timeout and read lag, however the jitter falls", () => {
    for (const random of [() => 0, () => 0.999_999]) {
      for (const attempts of [0, 1, 3]) {
        const { delayMs = 0 } = decided({
          operation: probed,
          outcome,
          doubt: true,
          standing: { attempts },
          random,
        });
        expect(delayMs).toBeGreaterThanOrEqual(policy.timeoutMs + 2_000);
      }
    }
  });

  test("a probe that fails waits with the doubt, however often: no attempt, no budget, no person", () => {
    const failed = { kind: "probeFailed", code: "http503", message: "It could not be asked." } as const;
    const standing = {
      attempts: 4,
      starts: 5_000,
      ageMs: 10 * policy.totalAgeMs,
      doubtMs: policy.totalAgeMs,
    };
    expect(decided({ operation: probed, outcome: failed, doubt: true, standing })).toMatchObject({
      state: "waiting",
      attempts: 4,
      inDoubt: true,
    });
  });
});

describe("a wait that the vendor asked for", () => {
  const waited = (retryAfterMs: number) =>
    decided({ outcome: retry("http503", "down", retryAfterMs) }).delayMs;

  test("is neither a hammer nor for ever", () => {
    expect(waited(0)).toBe(1_000);
    expect(waited(-5)).toBe(1_000);
    expect(waited(60_000)).toBe(60_000);
    expect(waited(Infinity)).toBe(policy.totalAgeMs);
    expect(waited(Number.NaN)).toBeLessThanOrEqual(policy.baseMs);
  });

  test("is told from a backoff, which ends when the circuit closes", () => {
    expect(decided({ outcome: retry("http503", "down", 60_000) }).reason).not.toBe("backoff");
    expect(decided({ outcome: retry("http503", "down") }).reason).toBe("backoff");
  });
});

test("backoff is anywhere between nothing and the doubled step, and never above the cap", () => {
  const failures = fc.integer({ min: 1, max: 10_000 });
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const span = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(failures, share, span, span, (count, random, baseMs, capMs) => {
      const delayMs = backoffMs(count, { baseMs, capMs }, () => random);
      expect(Number.isSafeInteger(delayMs)).toBe(true);
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThanOrEqual(Math.min(capMs, baseMs * 2 ** (count - 1)));
    }),
  );
  const whole = (count: number) => backoffMs(count, { baseMs: 2_000, capMs: 900_000 }, () => 1);
  expect([1, 2, 3, 9, 10, 5_000].map(whole)).toEqual([2_000, 4_000, 8_000, 512_000, 900_000, 900_000]);
});

test("no outcome takes an attempt back, lowers the era, or waits without an end", () => {
  const words = { code: fc.string(), message: fc.string() };
  const asked = fc.option(fc.double(), { nil: undefined });
  const outcomes = fc.oneof(
    fc.record({ kind: fc.constant("retry" as const), ...words, retryAfterMs: asked }),
    fc.record({ kind: fc.constant("throttled" as const), message: fc.string(), retryAfterMs: asked }),
    fc.record({
      kind: fc.constantFrom("inDoubt" as const, "rejected" as const),
      ...words,
    }),
    fc.record({ kind: fc.constant("blocked" as const), ...words }),
    fc.record({ kind: fc.constantFrom("poison" as const, "probeFailed" as const), ...words }),
    fc.constant(applied()),
  );
  const standings = fc.record({
    starts: fc.integer({ min: 1, max: 100_000 }),
    attempts: fc.nat({ max: 100 }),
    era: fc.nat({ max: 100 }),
    doubtMs: fc.option(fc.nat(), { nil: undefined }),
    ageMs: fc.nat(),
  });
  const operations = fc.constantFrom(...kinds.map(([, operation]) => operation));
  fc.assert(
    fc.property(outcomes, standings, operations, fc.boolean(), (outcome, standing, operation, doubt) => {
      const transition = decided({ outcome, standing, operation, doubt });
      expect(transition.attempts - standing.attempts).toBeOneOf([0, 1]);
      expect(transition.era - standing.era).toBeOneOf([0, 1]);
      expect(transition.era > standing.era && transition.inDoubt).toBe(false);
      const { delayMs = 0 } = transition;
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThanOrEqual(policy.totalAgeMs);
      expect(transition.delayMs === undefined).toBe(transition.state !== "waiting");
    }),
  );
});
