import { expect, test } from "vitest";
import { scheduleFault } from "./schedule-fault.ts";

const now = Date.parse("2026-01-15T18:00:00Z");

test.each([
  ["no times at all", {}],
  ["a time that is over", { deliverafter: "2026-01-01T00:00:00Z" }],
  ["the furthest that the ledger remembers", { deliverafter: "2026-01-28T18:00:00Z" }],
  [
    "an end after the beginning",
    { deliverafter: "2026-01-16T00:00:00Z", expirytime: "2026-01-16T00:00:01Z" },
  ],
  [
    "an end that is over: it will be superseded, and its producer sees why",
    { expirytime: "2026-01-01T00:00:00Z" },
  ],
])("takes %s", (_what, extensions) => expect(scheduleFault(extensions, now)).toBeUndefined());

test.each([
  ["a time beyond the ledger's memory", { deliverafter: "2026-01-28T18:00:01Z" }, "/deliverafter"],
  [
    "an end before the beginning",
    { deliverafter: "2026-01-16T00:00:00Z", expirytime: "2026-01-16T00:00:00Z" },
    "/expirytime",
  ],
])("refuses %s, and names the attribute", (_what, extensions, pointer) =>
  expect(scheduleFault(extensions, now)?.errors).toMatchObject([{ pointer }]),
);
