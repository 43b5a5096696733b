import { describe, expect, test } from "vitest";
import { get, inDoubt, rejected, throttled, type VendorResponse } from "../adapter/index.ts";
import type { Attempted } from "./attempted.ts";
import { healthOf, shutFor } from "./health.ts";
import type { Answer } from "./ports.ts";

const clock = { now: () => Date.UTC(2026, 0, 15, 12) };
const answered = (status: number, headers: VendorResponse["headers"] = {}): Answer => ({
  kind: "answered",
  response: { status, headers, json: null, body: "" },
});
const attempted = (answer: Answer, outcome: Attempted["outcome"] = inDoubt("x", "x")): Attempted => ({
  outcome,
  exchange: { request: get("/notes"), answer },
  doubt: false,
});

describe("how the vendor is", () => {
  test.each([
    [answered(200), "up"],
    [answered(400), "up"],
    [answered(418), "up"],
    [answered(429), "up"],
    [answered(500), "down"],
    [answered(503), "down"],
    [{ kind: "neverLeft", code: "ECONNREFUSED", message: "" } as const, "down"],
    [{ kind: "noAnswer", code: "timeout", message: "" } as const, "down"],
    [{ kind: "noAnswer", code: "ECONNRESET", message: "" } as const, "untouched"],
  ])("%j says %s", (answer, health) => {
    expect(healthOf(attempted(answer))).toBe(health);
  });

  test("is not told by what never asked it", () => {
    expect(healthOf({ outcome: rejected("x", "x"), doubt: false })).toBe("untouched");
  });
});

describe("how long it wants to be left alone", () => {
  test("is what the outcome says, to the millisecond", () => {
    expect(shutFor(attempted(answered(200), throttled("later", 86_400_123)), clock)).toBe(86_400_123);
  });

  test("is what a 429 says, also where the delivery is in doubt for another reason", () => {
    expect(shutFor(attempted(answered(429, { "retry-after": "7" })), clock)).toBe(7_000);
  });

  test("is a moment where it does not say", () => {
    expect(shutFor(attempted(answered(429)), clock)).toBe(1_000);
    expect(shutFor(attempted(answered(200), throttled("later")), clock)).toBe(1_000);
  });

  test("is not at all after any other answer", () => {
    expect(shutFor(attempted(answered(503, { "retry-after": "7" })), clock)).toBe(0);
    expect(shutFor(attempted(answered(400), rejected("x", "x")), clock)).toBe(0);
  });
});
