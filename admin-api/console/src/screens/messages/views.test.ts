import { expect, test } from "vitest";
import {
  failureFilterOf,
  fieldsOfAll,
  isOfFailures,
  messageFilterOf,
  viewOf,
  type FailuresView,
} from "./views.ts";

const failed = viewOf(undefined) as FailuresView;

test("what waits for a person is shown first, and an unknown view is that one", () => {
  expect([viewOf(undefined).name, viewOf("nonsense").name]).toEqual(["failed", "failed"]);
});

test("a view of failures keeps its states, and a search that names states is looked for in place of them", () => {
  expect(failureFilterOf(failed, { q: "code:card*" })).toEqual({ state: "dead,blocked", q: "code:card*" });
  expect(failureFilterOf(failed, { q: "state:waiting" })).toEqual({ q: "state:waiting" });
});

test("links of other screens narrow a view of failures", () => {
  expect(failureFilterOf(failed, { route: "stripe.refund" })).toEqual({
    state: "dead,blocked",
    route: "stripe.refund",
  });
});

test("views of all messages take a search apart, and say what they do not know", () => {
  const view = viewOf("settled");
  expect(isOfFailures(view)).toBe(false);
  expect(messageFilterOf(view, { q: 'route:stripe.refund "two words" code:x from:2026-11-27' })).toEqual({
    filter: { view: "settled", route: "stripe.refund", q: "two words", from: "2026-11-27T00:00:00Z" },
    unknown: [{ name: "code", value: "x" }],
  });
});

test("several states at once are more than a view of all messages can look for", () => {
  expect(messageFilterOf(viewOf("all"), { q: "state:dead,blocked" }).unknown).toHaveLength(1);
});

test("views of all messages offer what they can be searched by, and nothing else", () => {
  const fields = [
    { name: "code", words: "the error code" },
    { name: "from", words: "last failed since" },
  ];
  expect(fieldsOfAll(fields)).toMatchObject([
    { name: "from", words: "accepted since" },
    { name: "source" },
    { name: "sourceId" },
  ]);
});
