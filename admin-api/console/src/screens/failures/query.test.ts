import { expect, test } from "vitest";
import {
  allGroupsWords,
  groupQueryOf,
  groupsFilterOf,
  groupTermsOf,
  searchedQuery,
  searchOf,
} from "./query.ts";

test("without a state the list is of what is open, or open again; what is resolved is shown although nothing is left in it", () => {
  expect(groupQueryOf({})).toMatchObject({ state: "open,regressed" });
  expect(groupQueryOf({ status: "resolved" })).toMatchObject({ state: "resolved", includeSettled: "true" });
  expect(groupQueryOf({ status: "all" })).not.toHaveProperty("state");
});

test("terms with a known name become parameters of the address, everything else is text", () => {
  const query = searchedQuery('route:a.b source:/pos/* code:http_5* "card is" other:x');
  expect(query).toMatchObject({ route: "a.b", source: "/pos/*", code: "http_5*", q: "card is other:x" });
  expect(searchOf(query)).toBe("route:a.b source:/pos/* code:http_5* card is other:x");
});

test("what was taken out of the search is taken out of the address", () => {
  const query = searchedQuery("");
  expect(Object.keys(query)).toContain("route");
  expect(Object.values(query).every((value) => value === undefined)).toBe(true);
});

test("a day is meant from its beginning", () => {
  expect(groupQueryOf({ from: "2026-11-27" })).toMatchObject({ from: "2026-11-27T00:00:00Z" });
});

test("all that match are named by what found them, never by nothing", () => {
  expect(groupTermsOf({ route: "a.b", q: "card is", from: "2026-11-27", cursor: "c", sort: "count" })).toBe(
    'state:open,regressed route:a.b from:2026-11-27T00:00:00Z "card is"',
  );
  expect(groupTermsOf({ status: "all" })).toBe("state:open,acknowledged,snoozed,resolved,regressed");
  expect(allGroupsWords({ route: "a.b", q: "card is" }, 120)).toBe(
    'all 120 open groups that match route:a.b "card is"',
  );
  expect(allGroupsWords({ status: "all" }, 120)).toBe("all 120 groups");
});

test("all groups that match are those that the list asks for, in states that are always named", () => {
  const query = { route: "a.b", q: "card is", cursor: "c", sort: "count" };
  expect(groupsFilterOf(query)).toEqual({ state: "open,regressed", route: "a.b", q: "card is" });
  expect(groupsFilterOf({ status: "all" })).toEqual({
    state: "open,acknowledged,snoozed,resolved,regressed",
    includeSettled: "true",
  });
});
