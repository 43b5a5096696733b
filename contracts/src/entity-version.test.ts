import { expect, test } from "vitest";
import { entityVersionOf } from "./entity-version.ts";

const contract = { entityVersion: "item.updatedAt" };
const versionOf = (value: unknown, extensions = {}) =>
  entityVersionOf(contract, { data: { item: { updatedAt: value } }, extensions });

test.each([
  ["numbers by their value", ["0", "2", "007", "10", "10.25", "10.3", "11", "9007199254740993"]],
  [
    "times by the moment, whatever their zone and precision",
    [
      "2026-01-15T18:04:05+02:00",
      "2026-01-15T18:04:05Z",
      "2026-01-15T18:04:05.0001Z",
      "2026-01-15T18:04:05.001Z",
      "2026-01-15T20:04:06+02:00",
    ],
  ],
])("sorts %s", (_what, ascending) => {
  const versions = ascending.map((value) => versionOf(value));
  expect(versions).not.toContain(undefined);
  expect(versions.toSorted((a = "", b = "") => (a < b ? -1 : 1))).toEqual(versions);
  expect(new Set(versions).size).toBe(ascending.length);
});

test("takes equal versions for equal, however they are written", () => {
  expect(versionOf("2026-01-15T18:04:05.10Z")).toBe(versionOf("2026-01-15T19:04:05.1+01:00"));
  expect(versionOf(7)).toBe(versionOf("007.0"));
});

test("prefers what the message says of itself to what its data says", () => {
  expect(versionOf("3", { entityversion: "4" })).toBe(versionOf("4"));
});

test.each([
  ["nothing", undefined],
  ["a word", "latest"],
  ["a negative number", "-1"],
  ["an object", {}],
  ["no day", "2026-13-45T00:00:00Z"],
])("has no version for %s", (_what, value) => expect(versionOf(value)).toBeUndefined());
