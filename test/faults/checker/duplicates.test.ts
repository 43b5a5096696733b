import { expect, test } from "vitest";
import { aHistory, effect, keyed, row } from "./a-history.ts";
import type { History, OperatorAct, RouteFacts } from "./history.ts";
import { judge } from "./judge.ts";

const twice = [effect(1, "a-1"), effect(2, "a-1", { atMs: 40_000 })];
const freeze = { kind: "freeze", target: "worker 1", atMs: 3_000, untilMs: 39_000 };

function verdict(idempotency: RouteFacts["idempotency"], more: Partial<History> = {}) {
  const history = {
    routes: [{ ...keyed, idempotency }],
    effects: twice,
    deliveries: [row("a-1", "applied", { starts: 2 })],
  };
  return judge(aHistory({ ...history, ...more })).map((judged) => judged.verdict);
}

test.each(["key", "natural", "probe", "none"] as const)(
  "two effects of a %s operation are a DUPLICATE",
  (kind) => expect(verdict(kind)).toEqual(["DUPLICATE"]),
);

test("a probe operation's send that was frozen past its lease is explained", () =>
  expect(verdict("probe", { faults: [freeze] })).toEqual(["explained"]));

test.each([
  ["shorter than the lease", { ...freeze, atMs: 20_000 }],
  ["of somebody else", { ...freeze, target: "postgres" }],
  ["that ended long before the effect", { ...freeze, atMs: 0, untilMs: 31_000 }],
  ["that was a kill", { ...freeze, kind: "kill" }],
])("a freeze %s explains nothing", (_which, fault) =>
  expect(verdict("probe", { faults: [fault] })).toEqual(["DUPLICATE"]),
);

test.each(["key", "natural"] as const)("a freeze does not excuse a %s operation", (kind) =>
  expect(verdict(kind, { faults: [freeze] })).toEqual(["DUPLICATE"]),
);

const act: OperatorAct = { atMs: 30_000, act: "absent", messageId: "id-a-1", route: keyed.name, done: true };

test("an operator who said that a `none` operation was not done lets it be done again", () =>
  expect(verdict("none", { acts: [act] })).toEqual(["explained"]));

test.each([
  ["that was refused", { ...act, done: false }],
  ["about another message", { ...act, messageId: "id-a-2" }],
  ["that it was done", { ...act, act: "applied" as const }],
  ["that only asked for a replay", { ...act, act: "replay" as const }],
])("an answer %s explains nothing", (_which, given) =>
  expect(verdict("none", { acts: [given] })).toEqual(["DUPLICATE"]),
);

test("operators are no excuse for a key operation", () =>
  expect(verdict("key", { acts: [act] })).toEqual(["DUPLICATE"]));

test("two result messages of one delivery are a DUPLICATE", () => {
  const history = aHistory({ routes: [{ ...keyed, emits: "step.filed.v1" }] });
  const born = (id: string) => ({
    ...history.messages[0]!,
    id,
    sourceId: id,
    source: "/routes/v.keyed",
    type: "step.filed.v1",
    causationId: "id-a-1",
    routes: [],
  });
  const judged = judge({ ...history, messages: [...history.messages, born("r-1"), born("r-2")] });
  expect(judged.map((each) => each.verdict)).toEqual(["DUPLICATE"]);
});
