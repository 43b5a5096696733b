import { describe, expect, test } from "vitest";
import { openFleet, type Behaviour, type Call, type Order } from "../testing/governor/fleet.ts";
import { virtualTime } from "../testing/governor/virtual-time.ts";
import type { GateLimits } from "./accounts.ts";

function setup(limits: Partial<GateLimits> = {}, workers = 3) {
  const time = virtualTime();
  const random = () => 0.5;
  const given = { concurrency: 10, perSecond: Number.POSITIVE_INFINITY, ...limits };
  const fleet = openFleet({ workers, limits: given, time, random });
  /** Gives each worker so many orders. */
  const flood = (each: number, order: Partial<Order> = {}) => {
    for (let worker = 0; worker < workers; worker += 1)
      for (let count = 0; count < each; count += 1) fleet.order(worker, { ...well, ...order });
  };
  const begun = (fromMs = 0, key?: string) =>
    fleet.calls.filter((call) => call.fromMs >= fromMs && (key === undefined || call.order.key === key));
  return { time, fleet, flood, begun };
}

const takes = (takesMs: number, answer: Behaviour["answer"] = "well"): Behaviour => ({ takesMs, answer });
const well: Order = { traffic: "live", behaviour: takes(100) };
const throttled = (key: string | undefined, retryAfterMs: number): Order => ({
  key,
  traffic: "live",
  behaviour: takes(10, { retryAfterMs }),
});
const atOnce = (calls: readonly Call[], atMs: number) =>
  calls.filter(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs).length;
const most = (calls: readonly Call[]) => Math.max(0, ...calls.map(({ fromMs }) => atOnce(calls, fromMs)));

describe("a 429", () => {
  test("closes its key for all workers and no other key, until exactly then", async () => {
    const { time, fleet, flood, begun } = setup();
    fleet.order(0, throttled("a", 4_000));
    await time.pass(300);
    const [closure] = fleet.closures;
    flood(5, { key: "a" });
    flood(5, { key: "b" });
    await time.pass(3_800);
    expect(begun(300, "a")).toEqual([]);
    expect(begun(300, "b")).toHaveLength(15);
    await time.pass(300);
    const [first] = begun(300, "a");
    expect(first?.fromMs).toBeGreaterThanOrEqual(closure?.untilMs ?? Number.POSITIVE_INFINITY);
  });

  test("to an operation without a key closes the connection, and what waits for it stays", async () => {
    const { time, fleet, flood, begun } = setup();
    fleet.order(0, throttled(undefined, 60_000));
    await time.pass(300);
    flood(5, { key: "a" });
    flood(5);
    await time.pass(59_000);
    expect(begun(300)).toEqual([]);
    expect(fleet.deferrals).toEqual([]);
    await time.pass(10_000);
    expect(begun(300)).toHaveLength(30);
  });

  test("is followed by one probe of all workers, and by twice as many when that went well", async () => {
    const { time, fleet, flood, begun } = setup();
    fleet.order(0, throttled("a", 1_000));
    await time.pass(300);
    flood(20, { key: "a", behaviour: takes(500) });
    await time.pass(1_000);
    expect(begun(300, "a")).toHaveLength(1);
    await time.pass(600);
    expect(begun(300, "a")).toHaveLength(3);
    await time.pass(600);
    expect(most(begun(300, "a"))).toBe(4);
    await time.pass(10_000);
    expect(most(begun(300, "a"))).toBe(10);
    expect(begun(300, "a").length + fleet.deferrals.length).toBe(60);
  });

  test("to the probe closes the key again", async () => {
    const { time, fleet, begun } = setup();
    fleet.order(0, throttled("a", 1_000));
    await time.pass(300);
    fleet.order(1, throttled("a", 4_000));
    fleet.order(2, { ...well, key: "a" });
    fleet.order(2, { ...well, key: "a" });
    await time.pass(4_800);
    expect(begun(300, "a")).toHaveLength(1);
    await time.pass(4_000);
    expect(begun(300, "a")).toHaveLength(3);
  });
});

describe("a key that stays closed for longer than five seconds", () => {
  test("puts its deliveries off at once, one after the other, so that they stand in nobody's way", async () => {
    const { time, fleet, begun } = setup();
    fleet.order(0, throttled("a", 60_000));
    await time.pass(300);
    for (let count = 0; count < 5; count += 1) fleet.order(1, { ...well, key: "a" });
    await time.pass(1);
    expect(fleet.deferrals).toHaveLength(5);
    const waits = fleet.deferrals.map(({ forMs }) => forMs);
    expect(Math.min(...waits)).toBeGreaterThan(59_000);
    expect(new Set(waits).size).toBe(5);
    expect(begun(300)).toEqual([]);
  });

  test("and one with more to do than its rate allows puts off what could not go within that", async () => {
    const { time, fleet } = setup({ perKey: { perSecond: 1 } });
    for (let count = 0; count < 20; count += 1) fleet.order(0, { ...well, key: "a" });
    await time.pass(20_000);
    expect(fleet.calls.length).toBeGreaterThanOrEqual(5);
    expect(fleet.calls.length + fleet.deferrals.length).toBe(20);
    expect(fleet.deferrals.length).toBeGreaterThanOrEqual(12);
  });
});

describe("the circuit", () => {
  test("opens for all workers at once, lets one delivery of all try, and closes for all", async () => {
    const { time, fleet, flood, begun } = setup();
    for (let count = 0; count < 5; count += 1) fleet.order(0, { ...well, behaviour: takes(10, "down") });
    await time.pass(200);
    flood(10, { behaviour: takes(10, "down") });
    await time.pass(1_700);
    expect(begun(200)).toEqual([]);
    await time.pass(400);
    expect(begun(200)).toHaveLength(1);
    await time.pass(10_000);
    const trials = begun(200).length;
    expect(trials).toBeGreaterThan(3);
    expect(most(begun(200))).toBe(1);
  });

  test("is not opened by refusals, however many", async () => {
    const { time, flood, begun } = setup();
    flood(200, { behaviour: takes(10, "refused") });
    await time.pass(10_000);
    expect(begun()).toHaveLength(600);
  });

  test("counts the failures of all workers together", async () => {
    const { time, fleet, flood, begun } = setup();
    for (const worker of [0, 1, 2, 0, 1]) {
      fleet.order(worker, { ...well, behaviour: takes(10, "down") });
      await time.pass(200);
    }
    flood(1);
    await time.pass(500);
    expect(begun()).toHaveLength(5);
  });
});

describe("the slots", () => {
  test("of one connection go round where there are fewer than workers", async () => {
    const { time, fleet, flood } = setup({ concurrency: 5 }, 8);
    flood(50, { behaviour: takes(100) });
    await time.pass(8_000);
    const served = new Set(fleet.calls.map(({ worker }) => worker));
    expect(served.size).toBe(8);
    expect(most(fleet.calls)).toBe(5);
    // Five slots of a tenth of a second, with all that it costs to hand them on.
    expect(fleet.calls.length).toBeGreaterThan(8 * 50 * 0.6);
  });

  test("that one worker has and does not use go to the one that needs them", async () => {
    const { time, fleet, begun } = setup();
    for (let count = 0; count < 10; count += 1) fleet.order(0, well);
    await time.pass(500);
    for (let count = 0; count < 10; count += 1) fleet.order(1, { ...well, behaviour: takes(1_000) });
    await time.pass(1_000);
    expect(atOnce(begun(500), 1_400)).toBe(10);
    expect(fleet.calls).toHaveLength(20);
  });

  test("of a worker that died are others' when no call of it can be under way any more, and not before", async () => {
    const { time, fleet, begun } = setup({ concurrency: 2 });
    fleet.order(0, { ...well, behaviour: takes(24_000) });
    fleet.order(0, { ...well, behaviour: takes(24_000) });
    await time.pass(500);
    fleet.crash(0);
    fleet.order(1, well);
    await time.pass(24_000);
    expect(begun(500)).toEqual([]);
    await time.pass(8_000);
    expect(begun(500)).toHaveLength(1);
  });

  test("of a worker that froze do not let it begin anything when it wakes up", async () => {
    const { time, fleet, begun } = setup({ concurrency: 2 });
    fleet.order(0, { ...well, behaviour: takes(24_000) });
    await time.pass(500);
    // It has a slot left, and much to do when it wakes.
    fleet.freeze(0, 40_000);
    for (let count = 0; count < 4; count += 1) fleet.order(0, { ...well, behaviour: takes(20_000) });
    await time.pass(32_000);
    for (let count = 0; count < 2; count += 1) fleet.order(1, { ...well, behaviour: takes(20_000) });
    await time.pass(60_000);
    expect(most(begun())).toBe(2);
    expect(begun(500)).toHaveLength(6);
  });

  test("go on being used while the database is away, and only as long as their lease covers a delivery", async () => {
    const { time, fleet, begun } = setup({ concurrency: 1 });
    for (let count = 0; count < 600; count += 1) fleet.order(0, well);
    await time.pass(3_000);
    fleet.cutDatabase(60_000);
    await time.pass(2_000);
    expect(begun(3_100).length).toBeGreaterThan(5);
    await time.pass(10_000);
    expect(begun(9_000)).toEqual([]);
    await time.pass(50_000);
    expect(begun(62_000).length).toBeGreaterThan(5);
  });
});

describe("the rate", () => {
  test("is one for all workers, and used up while there is enough to do", async () => {
    const { time, fleet, flood } = setup({ concurrency: 50, perSecond: 20 });
    flood(200, { behaviour: takes(10) });
    await time.pass(10_000);
    expect(fleet.admissions.length).toBeLessThanOrEqual(20 * 10 * 1.05);
    expect(fleet.admissions.length).toBeGreaterThanOrEqual(20 * 10 * 0.85);
    const times = fleet.admissions.map(({ atMs }) => atMs);
    const inSecond = times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length);
    expect(Math.max(...inSecond)).toBeLessThanOrEqual(20 * 1.3 + 1);
  });
});

describe("shares", () => {
  test("are 6 : 3 : 1 for live traffic, retries and replays where all want more than there is", async () => {
    const { time, fleet } = setup({ concurrency: 1 }, 1);
    for (const traffic of ["replay", "retry", "live"] as const)
      for (let count = 0; count < 100; count += 1) fleet.order(0, { traffic, behaviour: takes(10) });
    await time.pass(3_600);
    const first = fleet.calls.slice(0, 60).map(({ order: { traffic } }) => traffic);
    const count = (traffic: string) => first.filter((each) => each === traffic).length;
    expect([count("live"), count("retry"), count("replay")]).toEqual([36, 18, 6]);
  });

  test("of traffic that is not there go to the others", async () => {
    const { time, fleet } = setup({ concurrency: 1 }, 1);
    for (let count = 0; count < 50; count += 1) fleet.order(0, { traffic: "replay", behaviour: takes(10) });
    await time.pass(4_000);
    expect(fleet.calls).toHaveLength(50);
  });

  test("that are used up put replays off after five seconds: retries may stand behind them", async () => {
    const { time, fleet } = setup({ concurrency: 1 }, 1);
    for (let count = 0; count < 100; count += 1) fleet.order(0, { traffic: "live", behaviour: takes(1_000) });
    for (let count = 0; count < 10; count += 1)
      fleet.order(0, { traffic: "replay", behaviour: takes(1_000) });
    await time.pass(7_000);
    expect(fleet.deferrals.length).toBeGreaterThanOrEqual(9);
    expect(fleet.deferrals.every(({ order: { traffic } }) => traffic === "replay")).toBe(true);
  });
});
