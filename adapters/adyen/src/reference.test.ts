import { expect, test } from "vitest";
import { readReference, writeReference } from "./reference.ts";

test.each([
  ["rf-1", "ord-1", "|", "rf-1|ord-1"],
  ["rf-1", undefined, "|", "rf-1"],
  ["rf-1", "ord-1", "", "rf-1"],
  ["rf|1", "ord-1", "|", "rf|1|ord-1"],
  ["rf|1", undefined, "|", "rf|1|"],
  ["rf-1", "ord|1", "|", "rf-1"],
  ["rf-1", "o".repeat(80), "|", "rf-1"],
  ["rf-1", "ord-1", "--", "rf-1--ord-1"],
])("%s of the order %s by %j is %j, and the id is read back whole", (id, order, separator, reference) => {
  expect(writeReference(id, order, separator)).toBe(reference);
  expect(readReference(reference, separator).requestId).toBe(id);
});

test("the order is read back where it was written", () => {
  expect(readReference("rf|1|ord-1", "|")).toEqual({ requestId: "rf|1", orderRef: "ord-1" });
});

test("an id of more than 80 characters cannot be a reference", () => {
  expect(writeReference("r".repeat(80), "ord-1", "|")).toBe("r".repeat(80));
  expect(writeReference("r".repeat(81), undefined, "|")).toBeUndefined();
});

test.each(["", "|ord-1"])("a reference of somebody else, %j, is not cut to nothing", (reference) => {
  expect(readReference(reference, "|")).toEqual({ requestId: reference || undefined, orderRef: undefined });
});
