import { expect, test } from "vitest";
import { groupQueryOf, typedQuery } from "./query.ts";

test("without a state the list is of what is open, or open again; what is resolved is shown although nothing is left in it", () => {
  expect(groupQueryOf({})).toMatchObject({ state: "open,regressed" });
  expect(groupQueryOf({ status: "resolved" })).toMatchObject({ state: "resolved", includeSettled: "true" });
  expect(groupQueryOf({ status: "all" })).not.toHaveProperty("state");
});

test("terms with a known name become parameters of the address, everything else is text", () => {
  expect(typedQuery('route:a.b code:http_5* "card is" other:x')).toEqual({
    route: "a.b",
    code: "http_5*",
    q: "card is other:x",
    cursor: undefined,
  });
});

test("an empty search takes the text away", () => {
  expect(typedQuery(" ")).toEqual({ q: undefined, cursor: undefined });
});
