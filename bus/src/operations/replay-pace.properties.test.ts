import * as fc from "fast-check";
import { expect, test } from "vitest";
import { usualStopRule } from "./replay-care.ts";
import { nextMove, type Pace, type Progress } from "./replay-pace.ts";
import { itemStates, type ItemState, type ReplayState } from "./replays.ts";

const ends = ["applied", "unchanged", "superseded", "failedAgain", "inDoubt"] as const;
type End = (typeof ends)[number];
const failures: readonly ItemState[] = ["failedAgain", "inDoubt"];

/** A replay whose items, workers and operators are played by the test; only the moves are the real ones. */
function openReplay(given: Pace, selected: number) {
  let pace = given;
  let state: ReplayState = "running";
  let [forgiven, groups, circuits]: [Progress["forgiven"], Progress["groups"], Progress["circuits"]] = [
    { ended: 0, failed: 0 },
    [],
    [],
  ];
  const items = Array.from({ length: selected }, () => ({ state: "pending" as ItemState, taken: false }));
  const itemsIn = (...states: readonly ItemState[]) => items.filter((item) => states.includes(item.state));
  const count = (...states: readonly ItemState[]) => itemsIn(...states).length;
  let released = 0;
  const progress = (idleSeconds: number): Progress => {
    const [ended, failed] = [count(...ends), count(...failures)];
    const underWay = count("inFlight", "waiting");
    const pending = count("pending");
    return { idleSeconds, selected, released, underWay, pending, ended, failed, forgiven, groups, circuits };
  };
  /** As the release does it: what somebody else has taken is skipped, and counts for nothing. */
  const release = (atMost: number, idleSeconds: number) => {
    must("a number of items", Number.isInteger(atMost) && atMost >= 0);
    const { ratePerSecond: rate } = pace;
    must("not faster than the rate", rate === null || atMost <= Math.max(0, Math.min(idleSeconds, 1) * rate));
    for (const item of itemsIn("pending").slice(0, atMost)) {
      item.state = item.taken ? "skipped" : "inFlight";
      if (!item.taken) released += 1;
    }
    const steps = pace.ramp?.slice(0, pace.rampStep + 1) ?? ["rest"];
    must("not beyond the step", steps.includes("rest") || released <= sum(steps.map(Number)));
  };
  const self = {
    counts: () => itemStates.map((each) => count(each)),
    state: () => state,
    isOver: () => count("pending", "inFlight", "waiting") === 0,
    turn(idleSeconds: number) {
      if (state !== "running" || count("pending", "inFlight", "waiting") === 0) return;
      const seen = progress(idleSeconds);
      const move = nextMove(pace, seen);
      if (move.kind === "release") return release(move.atMost, idleSeconds);
      // Whatever else it does, something is still held back by it, and no step is begun or judged half done.
      must("not where nothing is held back", seen.pending > 0);
      if (move.kind === "advance") {
        must("a step that is done, by itself", seen.underWay === 0 && pace.advances === "whenGreen");
        pace = { ...pace, rampStep: pace.rampStep + 1 };
        return;
      }
      state = move.kind === "halt" ? "halted" : "paused";
      const { findings } = move.halt;
      if (move.kind === "pause" || !findings)
        return must("only a halt has findings", move.kind === "pause" && !findings);
      const since = { ended: seen.ended - forgiven.ended, failed: seen.failed - forgiven.failed };
      must(
        "the numbers since it was resumed",
        findings.judged === since.ended && findings.failed === since.failed,
      );
      must("all numbers", findings.selected === selected && findings.ended === seen.ended);
      must("no more failed than ended", since.failed <= since.ended);
      must("a cause", since.failed + groups.length + circuits.length > 0);
    },
    end(pick: number, end: End) {
      const item = of(itemsIn("inFlight", "waiting"), pick);
      if (item) item.state = end;
    },
    wait(pick: number) {
      const item = of(itemsIn("inFlight"), pick);
      if (item) item.state = "waiting";
    },
    /** Somebody else releases or discards it. */
    take(pick: number) {
      const item = of(itemsIn("pending", "inFlight", "waiting"), pick);
      if (item?.state === "pending") item.taken = true;
      else if (item) item.state = "returned";
    },
    pause: () => void (state = state === "running" ? "paused" : state),
    resume() {
      if (state === "halted") {
        forgiven = { ended: count(...ends), failed: count(...failures) };
        [groups, circuits] = [[], []];
      }
      if (state === "halted" || state === "paused") state = "running";
    },
    advance() {
      if (state === "halted" || state === "cancelled" || pace.rampStep + 1 >= (pace.ramp?.length ?? 0))
        return;
      pace = { ...pace, rampStep: pace.rampStep + 1 };
      state = "running";
    },
    cancel() {
      state = "cancelled";
      for (const item of itemsIn("pending", "waiting")) item.state = "returned";
    },
    newGroup: () => void (groups = [{ id: "g", name: "a.b c", title: "t", change: "new", count: 1 }]),
    circuit: () => void (circuits = [{ connection: "a" }]),
  };
  return self;
}
type Played = ReturnType<typeof openReplay>;

function must(rule: string, holds: boolean): void {
  if (!holds) throw new Error(`broken: ${rule}`);
}

const of = <Item>(all: readonly Item[], pick: number): Item | undefined =>
  all[pick % Math.max(all.length, 1)];
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

type Step = (replay: Played) => unknown;
const pick = fc.nat({ max: 40 });
const calm = fc.constantFrom<End>("applied", "applied", "applied", ...ends);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.double({ min: -1, max: 3, noNaN: true }).map((idle) => (it: Played) => it.turn(idle)),
  },
  {
    weight: 12,
    arbitrary: fc.tuple(pick, calm).map(
      ([n, end]) =>
        (it: Played) =>
          it.end(n, end),
    ),
  },
  { weight: 2, arbitrary: pick.map((n) => (it: Played) => it.wait(n)) },
  { weight: 2, arbitrary: pick.map((n) => (it: Played) => it.take(n)) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom("pause", "resume", "resume", "advance", "newGroup", "circuit")
      .map((name) => (it: Played) => it[name]()),
  },
  { weight: 1, arbitrary: fc.nat({ max: 4 }).map((n) => (it: Played) => n === 0 && it.cancel()) },
);
const ramps: readonly Pace["ramp"][] = [null, [1, 5, "rest"], [3, "rest"], [1, 2, 2, "rest"]];
const pace: fc.Arbitrary<Pace> = fc.record({
  ratePerSecond: fc.constantFrom(null, 1, 7.5, 100),
  ramp: fc.constantFrom(...ramps),
  rampStep: fc.constant(0),
  advances: fc.constantFrom("byHand", "whenGreen"),
  stopWhen: fc.constantFrom(null, usualStopRule, { failureShare: 0 }, { newGroup: true }),
});

test("whatever happens in whatever order: counters add up, no step and no rate is passed, a halt has its cause, and everything ends", () => {
  fc.assert(
    fc.property(
      pace,
      fc.integer({ min: 1, max: 30 }),
      fc.array(step, { maxLength: 60 }),
      (given, selected, steps) => {
        const replay = openReplay(given, selected);
        const addsUp = () => must("counters add up", sum(replay.counts()) === selected);
        for (const each of steps) {
          each(replay);
          addsUp();
        }
        // Whoever resumes and advances it, and waits, sees it end.
        for (let turns = 0; !replay.isOver() && turns < 200; turns += 1) {
          replay.resume();
          replay.turn(1);
          if (replay.state() === "paused") replay.advance();
          replay.end(0, "applied");
          addsUp();
        }
        expect(replay.isOver()).toBe(true);
      },
    ),
    { numRuns: 3_000 },
  );
});
