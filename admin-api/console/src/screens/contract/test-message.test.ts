import { expect, test } from "vitest";
import { testMessageBody, whereTo, whyNotHere, whyNotJson } from "./test-message.ts";

test("the data go into the request digit for digit", () => {
  const body = testMessageBody('{ "price": 1.10 }', 'a "reason"');
  expect(body).toContain('{ "price": 1.10 }');
  expect(JSON.parse(body)).toEqual({ data: { price: 1.1 }, reason: 'a "reason"' });
});

test("what is no JSON, or would add to the request, is told before it is sent", () => {
  expect(whyNotJson('{"a":1}')).toBeUndefined();
  expect(whyNotJson('{"a":}')).toContain("no JSON");
  expect(whyNotJson('{},"reason":"another"')).toContain("no JSON");
});

test("says where it goes, and that nothing is sent where nobody takes it", () => {
  expect(whereTo([])).toContain("nothing is sent");
  expect(whereTo(["till.ring"])).toContain("till.ring");
  expect(whereTo(["till.ring", "books.keep"])).toContain("2 routes");
});

test("where nobody may send one the setting that decides it is named", () => {
  expect(whyNotHere({ production: true, testMessages: true })).toBeUndefined();
  expect(whyNotHere({ production: true, testMessages: false })).toMatch(/^Off in production.*testMessages/);
  expect(whyNotHere({ production: false, testMessages: false })).toMatch(/^Switched off.*testMessages/);
});
