import { expect, test } from "vitest";
import { feedOf, localOf } from "./feed.ts";

const form = { route: "a.b", from: "2026-11-20T00:00", to: "2026-11-21T00:00", type: " t.v1 ", rate: "" };

test("a backfill takes types, a re-apply one type; both a period from the earlier to the later", () => {
  expect(feedOf("backfill", form)).toMatchObject({ route: "a.b", types: ["t.v1"] });
  expect(feedOf("reapply", form)).toMatchObject({ route: "a.b", type: "t.v1" });
  expect(feedOf("backfill", { ...form, to: form.from })).toBeUndefined();
});

test("a period is typed in the person's own time and asked for as an instant", () => {
  const atMs = Date.parse("2026-11-20T10:20:00Z");
  const feed = feedOf("backfill", { ...form, from: localOf(atMs) });
  expect(feed?.from).toBe("2026-11-20T10:20:00.000Z");
});

test("without a route nothing is asked", () => {
  expect(feedOf("reapply", { ...form, route: "" })).toBeUndefined();
});
