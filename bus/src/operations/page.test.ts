import { expect, test } from "vitest";
import { pageOf, readCursor, writeCursor } from "./page.ts";

const messageId = "01890000-0000-7000-8000-000000000000";
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("a cursor is read back as it was written", () => {
  const cursor = { key: "1795449600000001", messageId, route: "points-us.accrue" };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

test.each([
  ["no base64", "%%%"],
  ["no JSON", Buffer.from("hello").toString("base64url")],
  ["nothing", ""],
  ["too deep a text", encoded([[[["1"]]]])],
  ["another number of parts", encoded(["1", messageId])],
  ["a key that is no number", encoded(["1; DROP", messageId, ""])],
  ["a key beyond 64 bits", encoded(["9".repeat(19), messageId, ""])],
  ["an id that is none", encoded(["1", "x", ""])],
  ["a route with a NUL", encoded(["1", messageId, "a\0b"])],
  ["parts that are no text", encoded([1, messageId, ""])],
])("a cursor that is %s is refused", (_what, text) => {
  expect(readCursor(text)).toBeUndefined();
});

test("there is a next page only where a row more than the limit came", () => {
  const cut = { item: (n: number) => n, cursor: (n: number) => ({ key: String(n) }) };
  expect(pageOf([3, 2], 2, cut)).toEqual({ data: [3, 2], next: null });
  const { data, next } = pageOf([3, 2, 1], 2, cut);
  expect(data).toEqual([3, 2]);
  expect(readCursor(next ?? "")).toMatchObject({ key: "2" });
});
