import { expect, test } from "vitest";
import { digest } from "./digest.ts";

const hex = (data: unknown, type = "note.taken.v1") => Buffer.from(digest({ type, data })).toString("hex");

test("a digest is the same for the same type and data, however they came", () => {
  expect(hex(JSON.parse('{ "noteId" : "n-1",\n "count": 1.0 }'))).toBe(hex({ noteId: "n-1", count: 1 }));
});

test("a digest differs by type and by data", () => {
  const digests = [
    hex({ a: 1 }),
    hex({ a: "1" }),
    hex({ a: 1 }, "note.taken.v2"),
    hex({}),
    hex(null),
    hex(undefined),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

test("a digest is of the bytes that it was always of: the table holds those of years", () => {
  expect(hex({ noteId: "n-1", text: "dva café ☕ 😀 \ud800" })).toBe(
    "302bf76fe69c674f6c5bafa04a056502fa43cf4254a3e9b7bd05193e78409b34",
  );
});
