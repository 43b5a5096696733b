import { expect, test } from "vitest";
import { verdictOf } from "./test-verdict.ts";

test("a vendor that was only reached has not taken the credentials", () => {
  expect(verdictOf({ reached: true, authenticated: null })).toEqual(["Reached", "none"]);
  expect(verdictOf({ reached: true, authenticated: true })).toEqual(["Credentials taken", "good"]);
});

test("a refusal and an absence are told apart", () => {
  expect(verdictOf({ reached: true, authenticated: false })).toEqual(["Credentials refused", "bad"]);
  expect(verdictOf({ reached: false, authenticated: null })).toEqual(["Not reached", "bad"]);
});
