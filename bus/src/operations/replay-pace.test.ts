import { describe, expect, test } from "vitest";
import { usualStopRule } from "./replay-care.ts";
import { nextMove, type Pace, type Progress } from "./replay-pace.ts";

const plain: Pace = { ratePerSecond: null, ramp: null, rampStep: 0, advances: "byHand", stopWhen: null };
const begun: Progress = {
  idleSeconds: 0,
  selected: 1_842,
  released: 0,
  underWay: 0,
  pending: 1_000,
  ended: 0,
  failed: 0,
  forgiven: { ended: 0, failed: 0 },
  groups: [],
  circuits: [],
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

describe("a ramp that nobody advances", () => {
  const canary: Pace = {
    ...plain,
    ramp: [1, 25, "rest"],
    advances: "whenGreen",
    stopWhen: { failureShare: 0.2 },
  };

  test("goes on where its step ended well", () => {
    expect(nextMove(canary, { ...begun, released: 1, ended: 1 })).toEqual({ kind: "advance" });
  });

  test("halts where its only item failed again, however few that is", () => {
    expect(nextMove(canary, { ...begun, released: 1, ended: 1, failed: 1 })).toMatchObject({
      kind: "halt",
      halt: { kind: "failureShare", text: "halted after 1 of 1,842: 1 of 1 failed again (100 %)" },
    });
  });

  test("goes on whatever happened where no rule is asked for", () => {
    const careless: Pace = { ...canary, stopWhen: null };
    expect(nextMove(careless, { ...begun, released: 1, ended: 1, failed: 1 })).toEqual({ kind: "advance" });
  });
});

describe("stop rules", () => {
  const careful: Pace = { ...plain, stopWhen: usualStopRule };
  const stripe = {
    id: "g-1",
    name: "stripe.refund card_declined",
    title: "Card declined",
    change: "new",
    count: 3,
  } as const;

  test("a share above the limit halts, once ten have ended", () => {
    expect(nextMove(careful, { ...begun, ended: 9, failed: 9 })).toMatchObject({ kind: "release" });
    expect(nextMove(careful, { ...begun, ended: 10, failed: 2 })).toMatchObject({ kind: "release" });
    expect(nextMove(careful, { ...begun, ended: 10, failed: 3 })).toMatchObject({
      kind: "halt",
      halt: { kind: "failureShare", text: "halted after 10 of 1,842: 3 of 10 failed again (30 %)" },
    });
  });

  test("what changed is said in words, by numbers and by ids", () => {
    const progress = { ...begun, ended: 25, failed: 6, groups: [stripe] };
    expect(nextMove(careful, progress)).toEqual({
      kind: "halt",
      halt: {
        kind: "newGroup",
        text: "halted after 25 of 1,842: new group 'stripe.refund card_declined' (3), 6 of 25 failed again (24 %)",
        findings: { selected: 1_842, ended: 25, judged: 25, failed: 6, groups: [stripe], circuits: [] },
      },
    });
  });

  test.each([
    ["newGroup", { groups: [stripe] }, "new group"],
    ["regressedGroup", { groups: [{ ...stripe, change: "regressed" as const }] }, "regressed group"],
    ["circuitOpen", { circuits: [{ connection: "stripe" }] }, "the circuit of stripe opened"],
  ])("%s halts, unless that is turned off", (kind, found, words) => {
    const progress: Progress = { ...begun, ...found };
    const halt = expect.objectContaining({ kind, text: expect.stringContaining(words) });
    expect(nextMove(careful, progress)).toEqual({ kind: "halt", halt });
    const off = { failureShare: 1, newGroup: false, regressed: false, circuit: false };
    expect(nextMove({ ...plain, stopWhen: off }, progress)).toMatchObject({ kind: "release" });
    expect(nextMove(plain, progress)).toMatchObject({ kind: "release" });
  });

  test("what had failed when it was resumed is not held against it again", () => {
    const resumed: Progress = { ...begun, ended: 20, failed: 10, forgiven: { ended: 10, failed: 9 } };
    expect(nextMove(careful, resumed)).toMatchObject({ kind: "release" });
    expect(nextMove(careful, { ...resumed, failed: 13 })).toMatchObject({
      halt: { text: "halted after 20 of 1,842: 4 of 10 failed again since it was resumed (40 %)" },
    });
  });

  test("a replay that holds nothing back has nothing to halt", () => {
    expect(nextMove(careful, { ...begun, pending: 0, ended: 10, failed: 10 })).toMatchObject({
      kind: "release",
    });
  });
});
