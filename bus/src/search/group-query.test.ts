import { expect, test } from "vitest";
import { parseGroupQuery } from "./group-query.ts";

const id = "eb5c062a-515b-5b18-8f7b-6065136f52e1";

test.each([
  ["state:open,regressed route:a.b", { states: ["open", "regressed"], route: "a.b" }],
  [`id:${id},${id}`, { ids: [id, id] }],
  [
    'code:card* owner:ana connection:a type:t.v1 source:/pos/* "card is"',
    { code: "card*", owner: "ana", connection: "a", type: "t.v1", source: "/pos/*", text: "card is" },
  ],
  ["from:2026-11-23 to:2026-11-24", { from: "2026-11-23T00:00:00Z", to: "2026-11-24T00:00:00Z" }],
])("%j finds the groups %j", (query, filter) => {
  expect(parseGroupQuery(query)).toEqual(filter);
});

test.each([
  [" ", /names nothing/],
  ["state:dead", /there are open, acknowledged/],
  ["entityKey:x", /groups have no field "entityKey"/],
  ["id:12", /is not the id of a group/],
  ["card closed", /text is given twice/],
  ["from:soon", /is not an instant/],
])("%j is refused with what is wrong", (query, why) => {
  expect(() => parseGroupQuery(query)).toThrow(why);
});
