import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchEventLoop } from "./watch-event-loop.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Line = {
  readonly level: number;
  readonly blockedMs: number;
  readonly times: number;
  readonly msg: string;
};

/** A watched process whose monotonic clock also runs while nothing else does. */
function setup() {
  const lines: Line[] = [];
  const log = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line) as Line) });
  let blockedMs = 0;
  let cpuMs = 0;
  const stop = watchEventLoop({ log, now: () => Date.now() + blockedMs, cpu: () => cpuMs });
  return {
    lines,
    stop,
    goOn: (ms: number) => vi.advanceTimersByTime(ms),
    block: (ms: number, busyMs = ms) => {
      blockedMs += ms;
      cpuMs += busyMs;
    },
  };
}

test("a process at work says nothing", () => {
  const { lines, goOn, block } = setup();
  goOn(10_000);
  block(900);
  goOn(60_000);
  expect(lines).toEqual([]);
});

test("a block of more than a second is an error, with how long it was and what to do", () => {
  const { lines, goOn, block } = setup();
  block(3_000);
  goOn(250);
  expect(lines).toMatchObject([{ level: 50, blockedMs: 3_000, times: 1 }]);
  expect(lines[0]?.msg).toContain("adapters");
  expect(lines[0]?.msg).not.toContain("broker");
});

test("a process that was not let run says that it was not its code", () => {
  const { lines, goOn, block } = setup();
  block(3_000, 20);
  goOn(250);
  expect(lines).toMatchObject([{ blockedMs: 3_000, cpuMs: 20 }]);
  expect(lines[0]?.msg).toContain("stopped");
  expect(lines[0]?.msg).not.toContain("adapters");
});

test("a block of more than two heartbeats says that the broker may have given up", () => {
  const { lines, goOn, block } = setup();
  block(21_000);
  goOn(250);
  expect(lines[0]?.msg).toContain("broker may have dropped");
});

test("many blocks are one line in half a minute, which tells the longest and their number", () => {
  const { lines, goOn, block } = setup();
  block(2_000);
  goOn(250);
  for (const ms of [1_500, 4_000, 1_200]) {
    block(ms);
    goOn(1_000);
  }
  expect(lines).toHaveLength(1);
  goOn(30_000);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatchObject({ blockedMs: 4_000, times: 3 });
});

test("a watch that ended says nothing", () => {
  const { lines, stop, goOn, block } = setup();
  stop();
  block(5_000);
  goOn(1_000);
  expect(lines).toEqual([]);
});
