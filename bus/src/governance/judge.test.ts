import { contractRegistry, defineEvent } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { judgeBy } from "./judge.ts";

const guestbook = defineEvent({
  type: "guestbook.signed.v1",
  summary: "Guests signed a book.",
  data: z.strictObject({
    bookId: z.string(),
    guests: z.array(z.strictObject({ name: z.string() })),
    notes: z.record(z.string(), z.string()),
  }),
  entityKey: "bookId",
  semantics: "delta",
  owner: "tests",
  examples: [{ bookId: "b-1", guests: [], notes: {} }],
});
const judge = judgeBy(contractRegistry([guestbook]), new Map([["books.file", { on: guestbook }]]));
const message = (data: unknown, type = guestbook.type) => ({
  id: "m-1",
  type,
  body: Buffer.from(typeof data === "string" ? data : JSON.stringify(data)),
  deliveries: [],
});
const book = { bookId: "b-1", guests: [], notes: {} };

test("what fits is not objected to", () => {
  expect(judge.onRoute(message(book), "books.file")).toBeUndefined();
  expect(judge.atIntake(message(book))).toBeUndefined();
});

test.each([
  ["positions", { ...book, guests: [{ name: "Ada" }, { name: 1 }] }, "/guests/*/name"],
  ["keys of maps, which may be personal,", { ...book, notes: { "ada@example.org": 1 } }, "/notes/*"],
])("%s are not told", (_what, data, pointer) => {
  expect(judge.onRoute(message(data), "books.file")?.pointer).toBe(pointer);
});

test("a field that was removed is named", () => {
  expect(judge.atIntake(message({ ...book, pages: 7 }))).toEqual({
    pointer: "/pages",
    reason: "is not a field of this contract",
  });
});

test("what has no route, no contract, or is no JSON is told so", () => {
  expect(judge.onRoute(message(book), "books.burn")?.reason).toBe("the configuration has no such route");
  expect(judge.atIntake(message(book, "guestbook.lost.v1"))?.reason).toBe(
    "the configuration has no such contract",
  );
  expect(judge.onRoute(message("{"), "books.file")?.reason).toBe("the data is not JSON");
});
