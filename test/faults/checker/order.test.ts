import { describe, expect, test } from "vitest";
import { aHistory, effect, keyed, message, row, told } from "./a-history.ts";
import type { History, RouteFacts } from "./history.ts";
import { judge } from "./judge.ts";

const strict: RouteFacts = { ...keyed, order: "strict", lane: "steps" };
const references = ["a-1", "a-2", "a-3"];

function verdicts(more: Partial<History>, routes: readonly RouteFacts[] = [strict]) {
  const history = aHistory({
    routes,
    told: references.map((reference) => told(reference)),
    messages: references.map((reference) => message(reference)),
    deliveries: references.map((reference) => row(reference, "applied")),
    ...more,
  });
  return judge(history).map(({ verdict }) => verdict);
}
const inTurn = (...order: readonly string[]) => order.map((reference, n) => effect(n, reference));

describe("a strict lane", () => {
  test("in publish order is ok", () =>
    expect(verdicts({ effects: inTurn(...references) })).toEqual(["ok", "ok", "ok"]));

  test("names the effect that came too late", () =>
    expect(verdicts({ effects: inTurn("a-1", "a-3", "a-2") })).toEqual(["ok", "OUT OF ORDER", "ok"]));

  test("goes on past one that was discarded", () =>
    expect(
      verdicts({
        effects: inTurn("a-1", "a-3"),
        deliveries: [row("a-1", "applied"), row("a-2", "discarded"), row("a-3", "applied")],
      }),
    ).toEqual(["ok", "discarded", "ok"]));

  test("stands still behind a failed head, and says so", () =>
    expect(
      verdicts({
        effects: inTurn("a-1"),
        deliveries: [row("a-1", "applied"), row("a-2", "dead"), row("a-3", "parked", { starts: 0 })],
      }),
    ).toEqual(["ok", "failure", "failure"]));

  test.each(["dead", "inDoubt", "waiting"])("does nothing past a head that is %s", (state) =>
    expect(
      verdicts({
        effects: inTurn("a-1", "a-3"),
        deliveries: [row("a-1", "applied"), row("a-2", state, { stored: true }), row("a-3", "applied")],
      })[2],
    ).toBe("OUT OF ORDER"),
  );

  test("that stands still behind nothing is STUCK", () =>
    expect(
      verdicts({
        effects: inTurn("a-1", "a-2"),
        deliveries: [row("a-1", "applied"), row("a-2", "applied"), row("a-3", "parked", { starts: 0 })],
      }),
    ).toEqual(["ok", "ok", "STUCK"]));

  test("keeps one order over its operations, and none over its keys", () => {
    const routes = [strict, { ...strict, name: "v.reverse" }];
    const messages = [message("a-1"), message("a-2", { routes: ["v.reverse"] }), message("b-1")];
    const deliveries = [
      row("a-1", "applied"),
      row("a-2", "applied", { route: "v.reverse" }),
      row("b-1", "applied"),
    ];
    const reversed = effect(1, "a-2", { route: "v.reverse" });
    const rest = { messages, deliveries, told: ["a-1", "a-2", "b-1"].map((reference) => told(reference)) };
    expect(verdicts({ ...rest, effects: [effect(0, "b-1"), reversed, effect(2, "a-1")] }, routes)).toEqual([
      "OUT OF ORDER",
      "ok",
      "ok",
    ]);
    expect(verdicts({ ...rest, effects: [effect(0, "a-1"), reversed, effect(2, "b-1")] }, routes)).toEqual([
      "ok",
      "ok",
      "ok",
    ]);
  });
});

describe("latestWins", () => {
  const latest: RouteFacts = { ...keyed, order: "latestWins" };

  test("leaves out what is older than the last", () =>
    expect(
      verdicts(
        {
          effects: inTurn("a-1", "a-3"),
          deliveries: [row("a-1", "applied"), row("a-2", "superseded"), row("a-3", "applied")],
        },
        [latest],
      ),
    ).toEqual(["ok", "ok", "ok"]));

  test("may supersede what a dead worker did, and nothing that one start did alone", () => {
    const superseded = (starts: number) => [
      row("a-1", "superseded", { starts }),
      row("a-2", "applied"),
      row("a-3", "applied"),
    ];
    const effects = inTurn(...references);
    expect(verdicts({ effects, deliveries: superseded(2) }, [latest])).toEqual(["ok", "ok", "ok"]);
    expect(verdicts({ effects, deliveries: superseded(1) }, [latest])).toEqual(["PHANTOM", "ok", "ok"]);
  });

  test("never does the older after the newer", () =>
    expect(verdicts({ effects: inTurn("a-1", "a-3", "a-2") }, [latest])).toEqual([
      "ok",
      "OUT OF ORDER",
      "ok",
    ]));
});

test("an unordered route may do as it likes", () =>
  expect(verdicts({ effects: inTurn("a-3", "a-2", "a-1") }, [keyed])).toEqual(["ok", "ok", "ok"]));
