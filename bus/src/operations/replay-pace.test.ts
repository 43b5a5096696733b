import { describe, expect, test } from "vitest";
import { nextMove, type Pace, type Progress } from "./replay-pace.ts";

const plain: Pace = { ratePerSecond: null, ramp: null, rampStep: 0, stopWhen: null };
const begun: Progress = {
  idleSeconds: 0,
  released: 0,
  underWay: 0,
  pending: 1_000,
  ended: 0,
  failed: 0,
  newGroup: false,
};

describe("rate", () => {
  test("without a rate a turn releases a chunk", () => {
    expect(nextMove(plain, begun)).toEqual({ kind: "release", atMost: 250 });
  });

  test.each([
    [10, 0.05, 0],
    [10, 0.55, 5],
    [1, 0.99, 0],
    [1, 1, 1],
  ])("%i a second after %f idle seconds releases %i", (ratePerSecond, idleSeconds, atMost) => {
    expect(nextMove({ ...plain, ratePerSecond }, { ...begun, idleSeconds })).toEqual({
      kind: "release",
      atMost,
    });
  });

  test("idle time beyond a second is not made up for", () => {
    expect(nextMove({ ...plain, ratePerSecond: 20 }, { ...begun, idleSeconds: 3_600 })).toMatchObject({
      atMost: 20,
    });
  });

  test("a clock that was set back releases nothing", () => {
    expect(nextMove({ ...plain, ratePerSecond: 20 }, { ...begun, idleSeconds: -5 })).toMatchObject({
      atMost: 0,
    });
  });
});

describe("ramp", () => {
  const ramp: Pace = { ...plain, ramp: [1, 25, "rest"] };

  test.each([
    [0, 0, 1],
    [1, 1, 25],
    [1, 20, 6],
    [2, 26, 250],
    [3, 26, 250],
  ])("in step %i with %i released, %i may go", (rampStep, released, atMost) => {
    expect(nextMove({ ...ramp, rampStep }, { ...begun, released, underWay: 1 })).toEqual({
      kind: "release",
      atMost,
    });
  });

  test("a step pauses once all of it has ended", () => {
    expect(nextMove(ramp, { ...begun, released: 1, underWay: 1 })).toEqual({ kind: "release", atMost: 0 });
    expect(nextMove(ramp, { ...begun, released: 1, ended: 1 })).toMatchObject({ kind: "pause" });
  });

  test("the last step does not pause: the replay is complete", () => {
    const last = { ...ramp, rampStep: 1 };
    expect(nextMove(last, { ...begun, released: 26, pending: 0 })).toEqual({ kind: "release", atMost: 0 });
  });

  test("past its last step everything may go", () => {
    const past: Pace = { ...plain, ramp: [1], rampStep: 1 };
    expect(nextMove(past, { ...begun, released: 1 })).toEqual({ kind: "release", atMost: 250 });
  });
});

describe("stop rules", () => {
  const careful: Pace = { ...plain, stopWhen: { failureShare: 0.2, newGroup: true } };

  test("a share above the limit halts, once ten have ended", () => {
    expect(nextMove(careful, { ...begun, ended: 9, failed: 9 })).toMatchObject({ kind: "release" });
    expect(nextMove(careful, { ...begun, ended: 10, failed: 2 })).toMatchObject({ kind: "release" });
    expect(nextMove(careful, { ...begun, ended: 10, failed: 3 })).toEqual({
      kind: "halt",
      why: "3 of 10 failed again",
    });
  });

  test("a failure of a new kind halts where that was asked for", () => {
    expect(nextMove(careful, { ...begun, newGroup: true })).toMatchObject({ kind: "halt" });
    expect(nextMove({ ...plain, stopWhen: { failureShare: 1 } }, { ...begun, newGroup: true })).toMatchObject(
      {
        kind: "release",
      },
    );
  });
});
