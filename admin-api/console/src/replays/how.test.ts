import { expect, test } from "vitest";
import { bodyOfHow, faultsOf, sentenceOf, usualHow } from "./how.ts";

const few = { ...usualHow(10), reason: " fixed " };
const many = { ...usualHow(812), reason: "fixed" };
const scope = { count: 812, words: "of paytronix-us.accruePoints" };

test("many begin with one, and wait for a person before the next step", () => {
  expect(bodyOfHow(many)).toMatchObject({ ramp: [1, 25, "rest"], advances: "byHand", ratePerSecond: 20 });
});

test("those that nobody has counted are taken for many", () => {
  expect(usualHow(5, "at least")).toEqual(usualHow(812));
});

test("all at once is a ramp of its own, so that the server does not choose another", () => {
  expect(bodyOfHow(few)).toMatchObject({ ramp: ["rest"], reason: "fixed" });
});

test("no share is a share that never halts, not the usual one", () => {
  expect(bodyOfHow({ ...few, failureShare: "" }).stopWhen).toMatchObject({ failureShare: 1 });
});

test("a rate gives an estimate of the time", () => {
  expect(sentenceOf({ ...many, pace: "all" }, scope)).toBe(
    "Replay 812 failures of paytronix-us.accruePoints at 20/s, about 41 s.",
  );
});

test("what is to begin later says when, in UTC to the server", () => {
  const later = { ...few, startAt: "2999-01-01T02:00" };
  expect(bodyOfHow(later).startAt).toBe(new Date("2999-01-01T02:00").toISOString());
  expect(bodyOfHow(few)).not.toHaveProperty("startAt");
  expect(Object.keys(faultsOf(later))).toEqual(["startAt"]);
});

test("what is no number is told at its own field", () => {
  const faults = faultsOf({ ...many, batch: "0", rate: "1.5", failureShare: "120", reason: " " });
  expect(Object.keys(faults)).toEqual(["batch", "rate", "failureShare", "reason"]);
});
