import { expect, test } from "vitest";
import { changeOf } from "./audit-change.ts";

test.each([
  [
    { before: { state: "dead", generation: 1 }, after: { state: "waiting", generation: 2 } },
    "state dead → waiting, generation 1 → 2",
  ],
  [
    { before: { ratePerSecond: null, state: "running" }, after: { ratePerSecond: 5, state: "running" } },
    "ratePerSecond null → 5",
  ],
  [{ method: "POST", status: 409, code: "conflict", detail: "It is running." }, "409 conflict"],
  [{ name: "till", after: { roles: ["producer"] } }, ""],
  [null, ""],
])("of %j it tells %j", (detail, told) => {
  expect(changeOf(detail)).toBe(told);
});
