import { describe, expect, test } from "vitest";
import { applied, at, mustBeClaimed } from "../ledger-suite/acts.ts";
import { idsOf, tokenFor, type LaneActs } from "./acts.ts";
import { laneGroupName } from "./under-test.ts";

const tokens = (count: number) => Array.from({ length: count }, () => tokenFor());

/** How places are given. */
export function parkRules(setup: () => Promise<LaneActs>): void {
  describe("parking", () => {
    test("gives places in the order of the arrivals, whatever the ids are", async () => {
      const { park, drain } = await setup();
      const arrivals = tokens(6).toReversed();
      await park(arrivals.slice(0, 4));
      await park(arrivals.slice(4));
      expect(await drain()).toEqual(idsOf(arrivals));
    });

    test("keeps the message, and the head is its token with everything it came with", async () => {
      const { park, take, stateOf } = await setup();
      const token = tokenFor("toy.take", "toy.file");
      await park([token]);
      const head = at(await take(), 0);
      expect(head).toMatchObject({ key: "k", route: "toy.take" });
      expect(head.token).toEqual({
        ...token,
        body: expect.anything() as Uint8Array,
        retry: { generation: 0, start: 0 },
      });
      expect(Buffer.from(head.token.body)).toEqual(Buffer.from(token.body));
      expect(await stateOf(token, "toy.take")).toBe("parked");
    });

    test("the same arrival again changes nothing: while it stands, while it runs, and after it", async () => {
      const { park, drain, claim, settle, take, count } = await setup();
      const [first, second] = [tokenFor(), tokenFor()];
      await park([first, second, first]);
      await park([first, second]);
      const head = at(await take(), 0).token;
      const won = mustBeClaimed(await claim(head));
      await park([first]);
      await settle(head, won, applied);
      await park([first]);
      expect(await drain()).toEqual([second.envelope.id]);
      expect(await count()).toBe(0);
    });

    test("one message of two routes has two places in their lane", async () => {
      const { lanes, drain, count } = await setup();
      const both = tokenFor("toy.take", "toy.file");
      const arrivals = (["toy.file", "toy.take"] as const).map((route) => ({ token: both, route, key: "k" }));
      await lanes.park(laneGroupName, arrivals, { cap: 10 });
      expect(await count()).toBe(1);
      expect(await drain()).toEqual(idsOf([both, both]));
    });

    test("into a lane that would hold more than the cap writes nothing of the batch", async () => {
      const { park, drain, stateOf } = await setup();
      const [first, second, third] = [tokenFor(), tokenFor(), tokenFor()];
      expect(await park([first, second], "k", 2)).toMatchObject({ kind: "parked" });
      expect(await park([third], "k", 2)).toEqual({ kind: "full", key: "k", depth: 2 });
      expect(await park([third], "other", 2)).toMatchObject({ kind: "parked" });
      expect(await park(tokens(3), "fresh", 2)).toEqual({ kind: "full", key: "fresh", depth: 0 });
      expect(await stateOf(third, "toy.take")).toBe("parked");
      expect((await drain()).toSorted()).toEqual(idsOf([first, second, third]).toSorted());
    });

    test("takes new lanes at once where it is asked to: whoever is first in one comes back, and nobody else is told", async () => {
      const { lanes, park, heads, drain, pass } = await setup();
      const [old, settled] = [tokenFor(), tokenFor()];
      await park([settled], "new");
      await drain();
      await park([old], "old");
      const fresh = tokens(5);
      const arrivals = [settled, ...fresh].map((token, n) => {
        const key = n < 3 ? "new" : n < 5 ? "newer" : "old";
        return { token, route: "toy.take", key };
      });
      const parking = await lanes.park(laneGroupName, arrivals, { cap: 10, takeNew: true });
      const [first, , third] = fresh;
      expect(parking).toMatchObject({
        kind: "parked",
        heads: [
          {
            key: "new",
            token: { ...first, body: expect.anything() as Uint8Array, retry: { generation: 0, start: 0 } },
          },
          { key: "newer", token: { envelope: third?.envelope } },
        ],
      });
      expect(await heads()).toEqual(idsOf([old]));
      await pass(16_000);
      expect((await drain()).toSorted()).toEqual(idsOf([old, ...fresh]).toSorted());
    });

    test("by two parkers at once, one of them behind, keeps the order of the queue", async () => {
      const { park, drain, pass } = await setup();
      for (let round = 0; round < 10; round += 1) {
        const queue = tokens(12);
        const zombie = async () => {
          for (const [from, to] of [
            [0, 4],
            [4, 7],
            [7, 9],
          ] as const)
            await park(queue.slice(from, to));
        };
        const heir = async () => {
          for (const [from, to] of [
            [2, 5],
            [5, 8],
            [8, 12],
          ] as const)
            await park(queue.slice(from, to));
        };
        // What the zombie acked is parked; the heir begins with the first that was not.
        await park(queue.slice(0, 2));
        await Promise.all([zombie(), heir()]);
        expect(await drain()).toEqual(idsOf(queue));
        await pass(1);
      }
    });
  });
}
