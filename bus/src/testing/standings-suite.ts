import { beforeEach, describe, expect, test } from "vitest";
import type { Limits, Scope } from "../governor/standing.ts";
import type { Notice, Standings } from "../governor/standings.ts";
import type { Turn } from "../governor/turn.ts";

/** Standings with what a test needs around them. */
export type StandingsUnderTest = {
  readonly standings: Standings;
  /** Another worker's way to the same standings. */
  readonly elsewhere: Standings;
  /** Lets time pass for everything that is written down. */
  readonly pass: (ms: number) => Promise<void>;
  /** How many scopes are kept. */
  readonly kept: () => Promise<number>;
};

const scope: Scope = { connection: "toy", key: "" };
const account: Scope = { connection: "toy", key: "store-7" };
const limits: Limits = { concurrency: 4, perSecond: 10 };
const silent = { ups: 0, downs: 0, shutForMs: 0 };

/** The rules of what workers share, for every implementation: each test gets fresh ones from `open`. */
export function standingsSuite(open: () => Promise<StandingsUnderTest>): void {
  let under: StandingsUnderTest;
  beforeEach(async () => {
    under = await open();
  });
  const turn = (worker: string, rest: Partial<Turn> = {}): Turn => ({
    worker,
    epoch: 0,
    running: 0,
    old: 0,
    need: 0,
    keep: 0,
    want: rest.need ?? 0,
    permits: 0,
    report: silent,
    ...rest,
  });
  const take = (worker: string, rest: Partial<Turn> = {}, of = scope) =>
    (worker === "w1" ? under.standings : under.elsewhere).take(of, turn(worker, rest), limits);

  describe("slots", () => {
    test("are never more than the limit, however many ask at one time", async () => {
      const asks = Array.from({ length: 12 }, (_, index) => take(`w${index}`, { need: 1 }));
      const slots = (await Promise.all(asks)).map(({ answer }) => answer.slots);
      expect(slots.toSorted((a, b) => b - a)).toEqual([1, 1, 1, 1, ...Array.from({ length: 8 }, () => 0)]);
    });

    test("that are given back are there for others, and nothing is kept of it", async () => {
      expect((await take("w1", { need: 4 })).answer.slots).toBe(4);
      expect((await take("w2", { need: 2 })).answer.slots).toBe(0);
      await take("w1");
      expect((await take("w2", { need: 2 })).answer.slots).toBe(2);
      await take("w2");
      expect(await under.kept()).toBe(0);
    });

    test("of a worker that says nothing more are others' when its lease is over", async () => {
      await take("w1", { need: 4 });
      await under.pass(29_000);
      expect((await take("w2", { need: 1 })).answer.slots).toBe(0);
      await under.pass(2_000);
      expect((await take("w2", { need: 1 })).answer.slots).toBe(1);
    });
  });

  describe("permits", () => {
    test("follow one another over all workers", async () => {
      const first = await take("w1", { permits: 2 });
      const second = await take("w2", { permits: 3 });
      expect(first.answer.permits).toMatchObject({ count: 2, everyMs: 100 });
      const { count, firstMs } = second.answer.permits;
      expect(count).toBeGreaterThan(0);
      expect(firstMs).toBeGreaterThanOrEqual(first.answer.permits.firstMs + 199);
    });
  });

  describe("a door", () => {
    test("is shut for all until then, for one key alone, and reopens by one probe", async () => {
      await take("w1", { report: { ...silent, shutForMs: 60_000 } }, account);
      const shut = await take("w2", { need: 1, epoch: 1 }, account);
      expect(shut).toMatchObject({
        answer: { slots: 0 },
        standing: { door: { is: "shut", cause: "limit" } },
      });
      expect((await take("w2", { need: 1 })).answer.slots).toBe(1);
      await under.pass(60_100);
      expect((await take("w1", { need: 3, epoch: 1 }, account)).answer.slots).toBe(1);
      expect((await take("w2", { need: 3, epoch: 1 }, account)).answer.slots).toBe(0);
    });

    test("that opens the circuit says so to one worker alone, and likewise when it closes", async () => {
      const down = (worker: string, downs: number) => take(worker, { report: { ...silent, downs } });
      expect((await down("w1", 4)).answer.circuitMoved).toBeUndefined();
      const moves = await Promise.all([down("w1", 1), down("w2", 1)]);
      expect(moves.filter(({ answer }) => answer.circuitMoved === "open")).toHaveLength(1);
      await under.pass(2_100);
      const [{ standing }] = moves;
      const probe = await take("w1", { need: 1, epoch: standing.epoch });
      expect(probe.answer.slots).toBe(1);
      const back = await take("w1", {
        running: 1,
        keep: 1,
        epoch: standing.epoch,
        report: { ...silent, ups: 1 },
      });
      expect(back.answer.circuitMoved).toBe("closed");
    });
  });

  describe("a notice", () => {
    test("tells other workers what is shut, and no more when it is open", async () => {
      const notices: Notice[] = [];
      const heard = (is: (notice: Notice) => boolean) => expect.poll(() => notices.some(is)).toBe(true);
      under.elsewhere.watch((notice) => void notices.push(notice));
      await take("w1", { report: { ...silent, shutForMs: 1_000 } }, account);
      await heard(({ seen }) => seen.some(({ scope: { key } }) => key === "store-7"));
      await under.pass(1_100);
      const probe = await take("w1", { need: 1, epoch: 1 }, account);
      expect(probe.answer.slots).toBe(1);
      notices.splice(0);
      await take("w1", { running: 1, keep: 1, epoch: 1, report: { ...silent, ups: 9 } }, account);
      await heard(({ seen }) => seen.length === 0);
    });
  });
}
