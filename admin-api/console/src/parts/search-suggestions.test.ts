import { expect, test } from "vitest";
import { suggestionsFor, type SearchField } from "./search-suggestions.ts";

const fields: readonly SearchField[] = [
  { name: "state", words: "how it stands", values: ["dead", "blocked", "inDoubt"] },
  { name: "route", words: "where it goes", values: ["stripe.refund", "paytronix.accruePoints"] },
  { name: "payload.orderId", words: "a value in the data" },
  { name: "from", words: "last failed since" },
];
const now = Date.UTC(2026, 10, 27, 12, 30);
const texts = (typed: string) => suggestionsFor(typed, fields, now).map(({ text }) => text);

test("with nothing typed every field is offered", () => {
  expect(texts("")).toEqual(["state:", "route:", "payload.orderId:", "from:"]);
});

test("a field is found by its name, the beginning first, and by what it finds", () => {
  expect(texts("o")).toEqual(["route:", "payload.orderId:", "from:", "state:"]);
  expect(texts("data")).toEqual(["payload.orderId:"]);
});

test("after a field its known values are offered, as whole terms", () => {
  expect(texts("state:")).toEqual(["state:dead", "state:blocked", "state:inDoubt"]);
  expect(texts("route:acc")).toEqual(["route:paytronix.accruePoints"]);
  expect(suggestionsFor("state:de", fields, now)).toMatchObject([{ text: "state:dead", isWhole: true }]);
});

test("what is already typed whole is not offered again", () => {
  expect(texts("state:dead")).toEqual([]);
});

test("moments are offered by the words that people have for them", () => {
  expect(suggestionsFor("from:today", fields, now)).toEqual([
    { text: "from:2026-11-27", words: "today", isWhole: true },
  ]);
  expect(texts("from:an hour")).toEqual(["from:2026-11-27T11:30:00Z"]);
});

test("text that is like no field offers nothing", () => {
  expect(texts("card is closed")).toEqual([]);
});
