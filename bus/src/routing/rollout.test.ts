import { assert, double, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { nobody, propose, type Alternative, type Rollout } from "./rollout.ts";
import { standOf } from "./share.ts";

const alternative = (connection: string, changes: Partial<Alternative> = {}): Alternative => ({
  connection,
  share: 0,
  units: new Set(),
  except: new Set(),
  serves: undefined,
  ...changes,
});
const rollout = (changes: Partial<Rollout> = {}): Rollout => ({
  name: "loyalty",
  by: "store",
  keepsUnits: false,
  toAll: new Set(),
  among: [],
  rest: "old",
  restServes: undefined,
  ...changes,
});
const shared = (share: number, more: Partial<Alternative> = {}) =>
  rollout({ among: [alternative("new", { share, ...more })] });
const chosen = (by: Rollout, unit: string | undefined, storeId = unit) =>
  propose(by, unit, storeId).connection;

describe("a share", () => {
  test("that grows keeps every unit that it had", () => {
    assert(
      property(
        string(),
        double({ min: 0, max: 100, noNaN: true }),
        double({ min: 0, max: 100, noNaN: true }),
        (unit, a, b) => {
          const [less, more] = [Math.min(a, b), Math.max(a, b)];
          const leaves = chosen(shared(less), unit) === "new" && chosen(shared(more), unit) !== "new";
          expect(leaves).toBe(false);
        },
      ),
    );
  });

  test("takes about as many units of a thousand as it says, none at 0 and all at 100", () => {
    const units = Array.from({ length: 1_000 }, (_, n) => String(n).padStart(4, "0"));
    const taken = (share: number) => units.filter((unit) => chosen(shared(share), unit) === "new").length;
    expect([taken(0), taken(100)]).toEqual([0, 1_000]);
    expect(taken(5)).toBeGreaterThan(30);
    expect(taken(5)).toBeLessThan(70);
  });

  test("of another roll-out, or of another connection, is of other units", () => {
    const stands = ["loyalty\0new", "loyalty\0newer", "crm\0new"].map((salt) => standOf(salt, "0042"));
    expect(new Set(stands).size).toBe(3);
  });

  test("stays the same from release to release", () => {
    expect(standOf("loyalty\0punchh", "0042")).toBeCloseTo(52.72695247685739, 6);
  });
});

test("a unit that is named is taken whatever the share, and one that is excepted never", () => {
  expect(propose(shared(0, { units: new Set(["0042"]) }), "0042", "0042")).toEqual({
    connection: "new",
    because: "store 0042: named",
    named: true,
  });
  expect(chosen(shared(100, { except: new Set(["0042"]) }), "0042")).toBe("old");
});

test("the first alternative that takes the unit gets it", () => {
  const among = [alternative("a", { units: new Set(["1"]) }), alternative("b", { share: 100 })];
  expect(["1", "2"].map((unit) => chosen(rollout({ among }), unit))).toEqual(["a", "b"]);
});

test("an alternative that does not serve the store is passed over, and the rest may be nobody", () => {
  const serves = (storeId: string | undefined) => storeId === "ca-1";
  const among = [alternative("ca", { share: 100, serves })];
  expect(chosen(rollout({ among }), "ca-1")).toBe("ca");
  expect(chosen(rollout({ among, rest: nobody }), "us-1")).toBe(nobody);
  expect(propose(rollout({ restServes: serves }), "us-1", "us-1")).toMatchObject({
    connection: undefined,
    because: "store us-1: not served",
  });
});

test("what is of no known unit is for who takes all everywhere, else for the rest", () => {
  expect(chosen(shared(99), undefined)).toBe("old");
  expect(chosen(shared(100), undefined)).toBe("new");
  expect(chosen(shared(100, { serves: () => true }), undefined)).toBe("old");
});
