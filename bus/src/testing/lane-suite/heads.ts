import { describe, expect, test } from "vitest";
import { applied, at, dead, mustBeClaimed, unchanged, waiting } from "../ledger-suite/acts.ts";
import { idsOf, tokenFor, type LaneActs } from "./acts.ts";
import { laneGroupName } from "./under-test.ts";

const retried = (token: ReturnType<typeof tokenFor>) => ({ ...token, retry: { generation: 0, start: 0 } });

/** Whose turn it is. */
export function headRules(setup: () => Promise<LaneActs>): void {
  describe("the head of a lane", () => {
    test("alone may start: the next one after it is settled, in the same moment", async () => {
      const { park, heads, attempt } = await setup();
      const [first, second] = [tokenFor(), tokenFor()];
      await park([first, second]);
      expect(await heads()).toEqual(idsOf([first]));
      expect(await heads()).toEqual([]);
      await attempt(retried(first), unchanged);
      expect(await heads()).toEqual(idsOf([second]));
    });

    test("alone may be claimed, whatever token somebody holds", async () => {
      const { park, claim } = await setup();
      const [first, second] = [tokenFor(), tokenFor()];
      await park([first, second]);
      expect(await claim(retried(second))).toEqual({ kind: "notOurs" });
      expect(await claim(retried(first))).toMatchObject({ kind: "claimed", starts: 1 });
    });

    test("has not aged while it stood behind others", async () => {
      const { park, claim } = await setup();
      const old = tokenFor();
      await park([old]);
      expect(mustBeClaimed(await claim(retried(old))).ageMs).toBeLessThan(10_000);
    });

    test("that was taken by somebody who died is taken again", async () => {
      const { park, heads, pass } = await setup();
      const first = tokenFor();
      await park([first]);
      expect(await heads()).toEqual(idsOf([first]));
      await pass(16_000);
      expect(await heads()).toEqual(idsOf([first]));
    });

    test("that was given back is taken again at once", async () => {
      const { park, heads, lanes } = await setup();
      const first = tokenFor();
      await park([first]);
      await heads();
      await lanes.giveBack(laneGroupName, ["k", "unknown"]);
      expect(await heads()).toEqual(idsOf([first]));
    });

    test("that waits for its retry holds up its own lane only, and nobody else sends it", async () => {
      const { park, heads, attempt, pass, takeDue } = await setup();
      const [first, second, other] = [tokenFor(), tokenFor(), tokenFor()];
      await park([first, second]);
      await park([other], "other");
      expect((await heads()).toSorted()).toEqual(idsOf([first, other]).toSorted());
      await attempt(retried(first), waiting);
      await attempt(retried(other));
      await pass(16_000);
      expect(await heads()).toEqual([]);
      await attempt(at(await takeDue(), 0));
      expect(await heads()).toEqual(idsOf([second]));
    });

    test("that is dead holds up its lane until a replay of it is applied", async () => {
      const { park, heads, attempt, pass, takeDue, replay } = await setup();
      const [first, second] = [tokenFor(), tokenFor()];
      await park([first, second]);
      await attempt(retried(first), dead);
      await pass(120_000);
      expect(await heads()).toEqual([]);
      await replay(first, "toy.take");
      await attempt(at(await takeDue(), 0));
      expect(await heads()).toEqual(idsOf([second]));
    });

    test("that steps aside lets the others pass, and stands at the end when its time has come", async () => {
      const { park, heads, attempt, pass, takeDue, claim, lanes, drain } = await setup();
      const [first, second, third] = [tokenFor(), tokenFor(), tokenFor()];
      await park([first, second, third]);
      await attempt(retried(first), { ...waiting, aside: true });
      expect(await heads()).toEqual(idsOf([second]));
      await pass(1_000);
      const due = at(await takeDue(), 0);
      expect(await claim(due)).toEqual({ kind: "notOurs" });
      await lanes.reenter(laneGroupName, { token: due, route: "toy.take", key: "k" });
      await pass(16_000);
      expect(await drain()).toEqual(idsOf([second, third, first]));
    });

    test("is one of many: as many lanes are taken as were asked for, and each once", async () => {
      const { park, take } = await setup();
      const all = Array.from({ length: 30 }, () => tokenFor());
      for (const [n, token] of all.entries()) await park([token], `k-${n}`);
      const [some, more, rest] = await Promise.all([take(10), take(10), take(30)]);
      const taken = [...some, ...more, ...rest].map(({ token }) => token.envelope.id);
      expect(new Set(taken).size).toBe(taken.length);
      const others = await take();
      expect([...taken, ...others.map(({ token }) => token.envelope.id)].toSorted()).toEqual(
        idsOf(all).toSorted(),
      );
    });
  });

  test("two that settle while others are parked behind them strand nobody", async () => {
    const { park, take, attempt, drain, count } = await setup();
    for (let round = 0; round < 20; round += 1) {
      const [first, second] = [tokenFor(), tokenFor()];
      await park([first]);
      const taken = await take();
      await Promise.all([park([second]), ...taken.map(({ token }) => attempt(token, applied))]);
      expect(await drain()).toEqual(idsOf([second]));
      expect(await count()).toBe(0);
    }
  });
}
