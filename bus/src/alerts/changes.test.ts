import { expect, test } from "vitest";
import type { Condition, OpenAlert } from "./alert.ts";
import { changesOf } from "./changes.ts";

const condition = (key: string): Condition => ({
  key,
  kind: "circuitOpen",
  connection: "toy",
  title: "It is open.",
  next: "spindle doctor",
});
const open = (key: string, times: Partial<OpenAlert> = {}): OpenAlert => ({
  ...condition(key),
  id: `id-${key}`,
  since: 0,
  lastSeen: 0,
  lastTold: 0,
  takenUp: false,
  ...times,
});
const at = (nowMs: number) => ({ nowMs, remindAfterMs: 3_600_000 });
const keys = ({ fired, reminded, ended }: ReturnType<typeof changesOf>) =>
  [fired, reminded, ended].map((each) => each.map(({ key }) => key));

test("what is new is told, what was told is not told again", () => {
  expect(keys(changesOf([open("a")], [condition("a"), condition("b")], at(1_000)))).toEqual([["b"], [], []]);
});

test("what lasts is told again after the time of a reminder", () => {
  const changes = changesOf(
    [open("a"), open("b", { lastTold: 1 })],
    [condition("a"), condition("b")],
    at(3_600_000),
  );
  expect(keys(changes)).toEqual([[], ["a"], []]);
});

test("what comes and goes has ended only once it was away for two minutes", () => {
  expect(keys(changesOf([open("a", { lastSeen: 1 })], [], at(120_000)))).toEqual([[], [], []]);
  expect(keys(changesOf([open("a", { lastSeen: 1 })], [], at(120_001)))).toEqual([[], [], ["a"]]);
});

test("what somebody has taken up has ended at once, unless it holds again", () => {
  const taken = [open("a", { takenUp: true }), open("b", { takenUp: true })];
  expect(keys(changesOf(taken, [condition("b")], at(1)))).toEqual([[], [], ["a"]]);
});
