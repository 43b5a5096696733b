import { describe, expect, test } from "vitest";
import { careOf, stopRuleOf, usualStopRule } from "./replay-care.ts";

describe("a replay of which nothing is said", () => {
  test("halts by the usual rule", () => {
    expect(careOf({}, 5)).toEqual({ ramp: null, advances: "whenGreen", stopWhen: usualStopRule });
  });

  test("begins with one and goes on by itself where there are many", () => {
    expect(careOf({}, 101)).toMatchObject({ ramp: [1, 25, "rest"], advances: "whenGreen" });
    expect(careOf({}, 100)).toMatchObject({ ramp: null });
  });
});

test("a ramp that was asked for waits for a person, unless something else was asked for", () => {
  expect(careOf({ ramp: [5, "rest"] }, 500)).toMatchObject({ ramp: [5, "rest"], advances: "byHand" });
  expect(careOf({ ramp: [5, "rest"], advances: "whenGreen" }, 500)).toMatchObject({ advances: "whenGreen" });
});

test("a ramp ends with all that are left, so that the replay can end", () => {
  expect(careOf({ ramp: [2, 2] }, 5)).toMatchObject({ ramp: [2, 2, "rest"] });
});

test("what a rule leaves out is as usual; no rule is asked for by null", () => {
  expect(stopRuleOf({ failureShare: 0.5, newGroup: undefined })).toEqual({
    ...usualStopRule,
    failureShare: 0.5,
  });
  expect(stopRuleOf({ newGroup: false })).toEqual({ ...usualStopRule, newGroup: false });
  expect(stopRuleOf(null)).toBeNull();
});
