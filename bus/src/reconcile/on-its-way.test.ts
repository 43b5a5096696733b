import { expect, test } from "vitest";
import { mayBeOnItsWay, type QueueSituation } from "./on-its-way.ts";

const minute = 60_000;
const nowMs = 1_000 * minute;
const graceMs = 10 * minute;
const atRest: QueueSituation = { empty: true, held: false, reachedMs: undefined };
const may = (ageMs: number, situation: Partial<QueueSituation> = {}) =>
  mayBeOnItsWay(nowMs - ageMs, { ...atRest, ...situation }, { nowMs, graceMs });

test("a token of an empty queue is lost once its message is older than the grace", () => {
  expect(may(9 * minute)).toBe(true);
  expect(may(11 * minute)).toBe(false);
});

test("in a queue with messages it is lost once much younger ones were looked at", () => {
  expect(may(60 * minute, { empty: false })).toBe(true);
  expect(may(60 * minute, { empty: false, reachedMs: nowMs - 55 * minute })).toBe(true);
  expect(may(60 * minute, { empty: false, reachedMs: nowMs - 45 * minute })).toBe(false);
});

test("while workers hold tokens back nothing is lost", () => {
  expect(may(60 * minute, { held: true })).toBe(true);
});
