import { expect, test } from "vitest";
import { idempotencyWords, policyWords, waitsOf } from "./policy-words.ts";

const policy = { attempts: 40, baseMs: 2_000, capMs: 900_000, totalAgeMs: 86_400_000 };

test("many tries are told by their first steps and the longest", () => {
  expect(policyWords(policy)).toBe(
    "40 tries, after up to 2 s, 4 s, 8 s, 16 s … 15 min; none once the message is older than 1 d",
  );
});

test("a few tries are told whole", () => {
  expect(policyWords({ ...policy, attempts: 5, baseMs: 10_000, capMs: 60_000 })).toBe(
    "5 tries, after up to 10 s, 20 s, 40 s, 1 min; none once the message is older than 1 d",
  );
});

test("one try is no retry", () => {
  expect(policyWords({ ...policy, attempts: 1 })).toBe("1 try: what fails is left to a person at once");
});

test("a step doubles until the cap", () => {
  expect(waitsOf({ attempts: 5, baseMs: 1_000, capMs: 5_000 })).toEqual([1_000, 2_000, 4_000, 5_000]);
});

test("what a later adapter may say is told as it is", () => {
  expect(idempotencyWords("ledger")).toBe("ledger");
});
