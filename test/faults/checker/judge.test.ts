import { describe, expect, test } from "vitest";
import { aHistory, effect, keyed, message, row, told } from "./a-history.ts";
import type { History } from "./history.ts";
import { judge } from "./judge.ts";

const verdictsOf = (more: Partial<History>) => judge(aHistory(more)).map(({ verdict }) => verdict);

describe("ok", () => {
  test("applied, and one effect", () => expect(verdictsOf({})).toEqual(["ok"]));

  test.each(["unchanged", "superseded"])("%s, and no effect", (state) =>
    expect(verdictsOf({ deliveries: [row("a-1", state)], effects: [] })).toEqual(["ok"]),
  );

  test.each(["refused", "unknown"] as const)(
    "%s to its producer, registered, and nothing came of it",
    (answer) =>
      expect(verdictsOf({ told: [told("a-1", answer)], deliveries: [], effects: [] })).toEqual(["ok"]),
  );

  test("never answered, and done", () =>
    expect(verdictsOf({ told: [told("a-1", "unknown")] })).toEqual(["ok"]));
});

describe("failure and discarded", () => {
  test.each(["dead", "blocked", "inDoubt"])("%s is visible to people", (state) =>
    expect(verdictsOf({ deliveries: [row("a-1", state)], effects: [] })).toEqual(["failure"]),
  );

  test("in doubt with an effect is what the doubt is about", () =>
    expect(verdictsOf({ deliveries: [row("a-1", "dead", { doubt: true })] })).toEqual(["failure"]));

  test("waiting for its next try, after one that failed", () =>
    expect(
      verdictsOf({ deliveries: [row("a-1", "waiting", { attempts: 1, dueInMs: 900 })], effects: [] }),
    ).toEqual(["failure"]));

  test("discarded by an operator", () =>
    expect(verdictsOf({ deliveries: [row("a-1", "discarded")], effects: [] })).toEqual(["discarded"]));
});

describe("LOST", () => {
  test("promised, and there is no row, no effect, no token", () =>
    expect(verdictsOf({ deliveries: [], effects: [] })).toEqual(["LOST"]));

  test("claimed, and its token, the only copy, is in no queue any more", () => {
    const queues = [{ name: "spindle.route.v.keyed", messages: 1 }];
    const deliveries = [row("a-1", "running")];
    expect(verdictsOf({ deliveries, effects: [] })).toEqual(["LOST"]);
    expect(verdictsOf({ deliveries, effects: [], queues })).toEqual(["STUCK"]);
  });

  test("promised, and the intake does not know it", () =>
    expect(verdictsOf({ messages: [], deliveries: [], effects: [] })).toEqual(["LOST"]));

  test("applied, and the vendor has nothing", () => expect(verdictsOf({ effects: [] })).toEqual(["LOST"]));

  test("is no word for what a person said was applied", () => {
    const act = { atMs: 3_000, act: "applied", messageId: "id-a-1", route: keyed.name, done: true } as const;
    expect(verdictsOf({ effects: [], acts: [act] })).toEqual(["explained"]);
    expect(verdictsOf({ effects: [], acts: [{ ...act, done: false }] })).toEqual(["LOST"]);
  });

  test("done, and the ledger knows nothing of it", () =>
    expect(verdictsOf({ deliveries: [] })).toEqual(["LOST"]));

  test("applied, and its result message was never accepted", () =>
    expect(verdictsOf({ routes: [{ ...keyed, emits: "step.filed.v1" }] })).toEqual(["LOST"]));

  test("on one route of two is lost on that one", () => {
    const routes = [keyed, { ...keyed, name: "v.natural" }];
    const messages = [message("a-1", { routes: ["v.keyed", "v.natural"] })];
    expect(verdictsOf({ routes, messages })).toEqual(["ok", "LOST"]);
  });

  test("a result message is promised by its delivery", () => {
    const filed = message("b-1", {
      source: "/routes/v.keyed",
      causationId: "id-a-1",
      type: "step.filed.v1",
      routes: ["v.echo"],
    });
    const routes = [
      { ...keyed, emits: "step.filed.v1" },
      { ...keyed, name: "v.echo" },
    ];
    expect(verdictsOf({ routes, messages: [message("a-1"), filed] })).toEqual(["ok", "LOST"]);
  });
});

describe("PHANTOM", () => {
  test("an effect of a message that nobody sent", () =>
    expect(verdictsOf({ effects: [effect(1, "a-1"), effect(2, "x-9")] })).toEqual(["ok", "PHANTOM"]));

  test("an effect on a route that was not decided", () =>
    expect(
      verdictsOf({
        routes: [keyed, { ...keyed, name: "v.other" }],
        effects: [effect(1, "a-1"), effect(2, "a-1", { route: "v.other" })],
      }),
    ).toEqual(["ok", "PHANTOM"]));

  test.each(["dead", "blocked", "superseded", "unchanged"])("an effect that a %s row denies", (state) =>
    expect(verdictsOf({ deliveries: [row("a-1", state)] })).toEqual(["PHANTOM"]),
  );
});

describe("STUCK", () => {
  test.each(["running", "queued", "waiting", "parked"])("still %s when all is quiet", (state) =>
    expect(verdictsOf({ deliveries: [row("a-1", state, { stored: true })], effects: [] })).toEqual(["STUCK"]),
  );

  test("due, failed before, and nobody takes it up", () =>
    expect(
      verdictsOf({ deliveries: [row("a-1", "waiting", { attempts: 2, dueInMs: -5_000 })], effects: [] }),
    ).toEqual(["STUCK"]));

  test("never claimed, its token still in the queue", () => {
    const queues = [{ name: "spindle.route.v.keyed", messages: 1 }];
    expect(verdictsOf({ deliveries: [], effects: [], queues })).toEqual(["STUCK"]);
  });
});

describe("CHARGED", () => {
  test("an attempt, while the vendor did nothing wrong", () =>
    expect(verdictsOf({ vendorWasWell: true, deliveries: [row("a-1", "applied", { attempts: 1 })] })).toEqual(
      ["CHARGED"],
    ));

  test("but not for a vendor that was late", () => {
    const attempt = {
      messageId: "id-a-1",
      route: keyed.name,
      n: 1,
      atMs: 1,
      worker: "w",
      outcome: "inDoubt",
    };
    const charged = (code: string) => ({
      vendorWasWell: true,
      deliveries: [row("a-1", "applied", { attempts: 1, starts: 2 })],
      attempts: [{ ...attempt, code }],
    });
    expect(verdictsOf(charged("timeout"))).toEqual(["ok"]);
    expect(verdictsOf(charged("ECONNRESET"))).toEqual(["CHARGED"]);
  });

  test("but not for asking a person, and not by the poison limit", () => {
    const routes = [{ ...keyed, idempotency: "none" as const }];
    const deliveries = [row("a-1", "inDoubt", { attempts: 1 })];
    expect(verdictsOf({ vendorWasWell: true, routes, deliveries })).toEqual(["failure"]);
    const poisoned = [row("a-1", "dead", { errorCode: "poison", doubt: true })];
    expect(verdictsOf({ vendorWasWell: true, deliveries: poisoned })).toEqual(["failure"]);
    expect(verdictsOf({ vendorWasWell: true, deliveries: [row("a-1", "dead", { doubt: true })] })).toEqual([
      "CHARGED",
    ]);
  });

  test("more writes at the vendor than starts in the ledger", () => {
    const write = { atMs: 2_000, route: keyed.name, reference: "a-1" };
    expect(verdictsOf({ writes: [write] })).toEqual(["ok"]);
    expect(verdictsOf({ writes: [write, write] })).toEqual(["CHARGED"]);
  });
});
