import { expect, test } from "vitest";
import { invalidShareOf, isDeprecated, isFound, newerOf, type Contract } from "./contract-rows.ts";

const contract = {
  type: "order.completed.v1",
  owner: "commerce",
  summary: "An order was handed over.",
  entityKey: "orderId",
  versions: ["order.completed.v1", "order.completed.v2"],
  deprecated: null,
} as unknown as Contract;

test("finds by words of the type, the owner and the summary, in any order", () => {
  expect(isFound(contract, "handed order.c")).toBe(true);
  expect(isFound(contract, "commerce refund")).toBe(false);
  expect(isFound(contract, "")).toBe(true);
});

test("knows that a newer version is there", () => {
  expect(newerOf(contract)).toBe("order.completed.v2");
  expect(newerOf({ ...contract, type: "order.completed.v2" })).toBeUndefined();
});

test("is deprecated where a newer version is there, or its author says so", () => {
  expect(isDeprecated(contract)).toBe(true);
  const newest = { ...contract, type: "order.completed.v2" };
  expect(isDeprecated(newest)).toBe(false);
  expect(isDeprecated({ ...newest, deprecated: "until June" })).toBe(true);
});

test("what was not valid is a share of all that came, and nothing where nothing came", () => {
  const day = (messages: number, invalid: number) =>
    invalidShareOf({ lastDay: { messages, invalid, about: false, sources: [] } });
  expect(day(3, 1)).toBe(0.25);
  expect(day(0, 0)).toBeUndefined();
});
