import { expect, test } from "vitest";
import { faultWords } from "./faults.ts";

test("a fault says what it is, for how many requests, and how often it struck", () => {
  expect(faultWords({ kind: "none", hits: 3 })).toBeUndefined();
  expect(faultWords({ kind: "outage", hits: 3 })).toBe("Outage; it has struck 3 times");
  expect(faultWords({ kind: "reject", share: 0.3, hits: 1 })).toBe(
    "Reject for 30 % of the requests; it has struck once",
  );
});
