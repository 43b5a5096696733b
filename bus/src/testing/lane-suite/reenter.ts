import { describe, expect, test } from "vitest";
import { at, dead, waiting } from "../ledger-suite/acts.ts";
import { idsOf, tokenFor, type LaneActs } from "./acts.ts";
import { laneGroupName } from "./under-test.ts";

/** What becomes of a delivery of a lane that has no place in it. */
export function reenterRules(setup: () => Promise<LaneActs>): void {
  const place = (token: ReturnType<typeof tokenFor>) => ({ token, route: "toy.take", key: "k" });

  describe("a delivery without a place", () => {
    test("that was deferred is not claimed when its time comes, but parked at the end of its lane", async () => {
      const { ledger, lanes, park, pass, takeDue, claim, drain } = await setup();
      const [late, first] = [tokenFor(), tokenFor()];
      await ledger.defer("toy.take", [{ token: late, forMs: 100, reason: "deliverafter" }]);
      await park([first]);
      await pass(200);
      const due = at(await takeDue(), 0);
      expect(await claim(due)).toEqual({ kind: "notOurs" });
      await lanes.reenter(laneGroupName, place(due));
      expect(await drain()).toEqual(idsOf([first, late]));
    });

    test("that an operator has released lets its lane go on, and a replay of it stands at the end", async () => {
      const { lanes, park, attempt, heads, pass, takeDue, claim, drain, release, replay } = await setup();
      const [first, second, third] = [tokenFor(), tokenFor(), tokenFor()];
      await park([first, second]);
      await attempt({ ...first, retry: { generation: 0, start: 0 } }, dead);
      expect(await release("k")).toBe(true);
      expect(await heads()).toEqual(idsOf([second]));
      await park([third]);
      await replay(first, "toy.take");
      const due = at(await takeDue(), 0);
      expect(await claim(due)).toEqual({ kind: "notOurs" });
      await lanes.reenter(laneGroupName, place(due));
      await pass(16_000);
      expect(await drain()).toEqual(idsOf([second, third, first]));
    });

    test("is parked once, however many of its tokens say so, and not by a stale one", async () => {
      const { ledger, lanes, pass, takeDue, drain, stateOf } = await setup();
      const late = tokenFor();
      await ledger.defer("toy.take", [{ token: late, forMs: 100, reason: "deliverafter" }]);
      await pass(200);
      const due = at(await takeDue(), 0);
      await lanes.reenter(laneGroupName, place({ ...due, retry: { generation: 0, start: 7 } }));
      expect(await stateOf(late, "toy.take")).toBe("queued");
      await Promise.all([lanes.reenter(laneGroupName, place(due)), lanes.reenter(laneGroupName, place(due))]);
      expect(await drain()).toEqual(idsOf([late]));
      await lanes.reenter(laneGroupName, place(due));
      expect(await stateOf(late, "toy.take")).toBe("applied");
    });
  });

  test("a head that waits keeps its place, whoever brings its token", async () => {
    const { lanes, park, attempt, pass, takeDue, heads } = await setup();
    const [first, second] = [tokenFor(), tokenFor()];
    await park([first, second]);
    await attempt({ ...first, retry: { generation: 0, start: 0 } }, waiting);
    await pass(1_000);
    const due = at(await takeDue(), 0);
    await lanes.reenter(laneGroupName, place(due));
    await attempt(due);
    expect(await heads()).toEqual(idsOf([second]));
  });
}
