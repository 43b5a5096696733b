import { describe, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const grouped = (message: string, code = "no_room", route = "toy.file") =>
  fingerprint(route, { code, message });

describe("failures of one cause are one group", () => {
  test.each([
    ["ids", "Order ord_81723 not found", "Order ord_9 not found"],
    [
      "UUIDs",
      "No delivery 019a1b2c-3d4e-7f00-8a1b-2c3d4e5f6071",
      "No delivery 00000000-0000-0000-0000-000000000000",
    ],
    ["numbers", "Balance 12.50 is below 1,000.00.", "Balance 7 is below 3."],
    ["quoted values", 'Unknown wallet "gold stars"', 'Unknown wallet "silver"'],
    ["times", "Locked until 2026-01-15T18:04:05Z", "Locked until 2027-12-31T00:00:00Z"],
    [
      "lines of one function",
      "It threw (at pointsOf src/check-in.ts:41)",
      "It threw (at pointsOf src/check-in.ts:9)",
    ],
    ["white space", "Try  again\n later", "Try again later"],
  ])("whatever %s they name", (_, one, other) => {
    expect(grouped(one)).toEqual(grouped(other));
  });
});

test("failures of another code, route or text are another group", () => {
  const groups = [
    grouped("No room"),
    grouped("No room", "full"),
    grouped("No room", "no_room", "toy.unfile"),
    grouped("No shelf"),
    grouped("No room (at pointsOf src/check-in.ts:41)"),
    grouped("No room (at starsOf src/check-in.ts:41)"),
  ];
  expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
});

test("a group says where it belongs and reads well", () => {
  expect(grouped("Order ord_81723 has 3 items too many.")).toMatchObject({
    connection: "toy",
    operation: "file",
    code: "no_room",
    title: "Order … has … items too many.",
  });
});

test("a group's id is the same in every version of the bus", () => {
  // A change of this value would open a second group beside every open one.
  expect(grouped("No room").id).toBe("229e582f-cb1c-5556-a280-f633e6c4b02c");
});

test("a title is cut, also in the middle of a pair", () => {
  const { title } = grouped("👩‍🍳".repeat(100));
  expect(title.length).toBeLessThanOrEqual(160);
  expect(title.isWellFormed()).toBe(true);
  expect(grouped("half \ud800 a pair", "\udc00").id).toMatch(/^[0-9a-f-]{36}$/);
});
