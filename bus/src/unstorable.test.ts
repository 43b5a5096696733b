import { expect, test } from "vitest";
import { unstorable } from "./unstorable.ts";

const postgresError = (code: string, message: string) =>
  Object.assign(new Error(message), { code, detail: "Failing row contains (guest@example.com)." });

test.each([
  ["22P02", 'invalid input syntax for type uuid: "guest@example.com"', 'for type uuid: "…"'],
  ["22003", 'value "4111111111111111" is out of range for type integer', 'value "…" is out of range'],
  [
    "23502",
    'null value in column "vendor_id" of relation "reference"',
    'column "vendor_id" of relation "reference"',
  ],
  ["54000", 'index row size 3024 exceeds maximum 2704 for index "intake_entity_key"', '"intake_entity_key"'],
])("%s is a refusal, told without the value", (code, message, told) => {
  const refusal = unstorable(postgresError(code, message));
  expect(refusal?.message).toContain(code);
  expect(refusal?.message).toContain(told);
  expect(JSON.stringify([refusal?.message, refusal?.stack, refusal?.cause])).not.toMatch(/guest@|4111/);
});

test.each([
  ["an outage", Object.assign(new Error("terminating connection"), { code: "57P01" })],
  ["a deadlock", Object.assign(new Error("deadlock detected"), { code: "40P01" })],
  ["a full disk", Object.assign(new Error("no space left"), { code: "53100" })],
  ["a broken socket", Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" })],
  ["an error without a code", new TypeError("undefined is not a socket")],
  ["no Error", "gone"],
])("%s is no refusal", (_what, error) => {
  expect(unstorable(error)).toBeUndefined();
});
