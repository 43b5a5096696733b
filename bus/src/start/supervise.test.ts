import { expect, test } from "vitest";
import type { Exit, RoleProcess } from "./role-process.ts";
import { supervise } from "./supervise.ts";

/** A supervised role whose processes, pauses and time the test holds in its hand. */
function setup() {
  const processes: ScriptedProcess[] = [];
  const said: string[] = [];
  const pauses: number[] = [];
  let nowMs = 0;
  let awaited = Promise.withResolvers<ScriptedProcess>();
  const supervised = supervise({
    role: "worker",
    stopWithinMs: 50,
    start: () => {
      const process = scriptedProcess(processes.length + 1);
      processes.push(process);
      awaited.resolve(process);
      awaited = Promise.withResolvers();
      return process;
    },
    onChange: () => undefined,
    say: (line) => said.push(line),
    pause: async (delayMs) => void pauses.push(delayMs),
    nowMs: () => nowMs,
  });
  return {
    supervised,
    said,
    pauses,
    processes,
    first: () => processes[0] as ScriptedProcess, // started at once
    /** Ends a process and answers the one that takes its place. */
    replacedAfter: (process: ScriptedProcess, exit: Partial<Exit>, ranMs = 0) => {
      const next = awaited.promise;
      nowMs += ranMs;
      process.end(exit);
      return next;
    },
  };
}

type ScriptedProcess = RoleProcess & {
  readonly end: (exit: Partial<Exit>) => void;
  readonly becomeReady: () => void;
  readonly signals: NodeJS.Signals[];
};

function scriptedProcess(pid: number): ScriptedProcess {
  const ready = Promise.withResolvers<void>();
  const exited = Promise.withResolvers<Exit>();
  const signals: NodeJS.Signals[] = [];
  const end = (exit: Partial<Exit>) => exited.resolve({ code: 0, signal: null, lastWords: "", ...exit });
  return {
    pid,
    ready: ready.promise,
    exited: exited.promise,
    kill: (signal) => void signals.push(signal),
    end,
    becomeReady: () => ready.resolve(),
    signals,
  };
}

test("a process that dies is replaced, and one line says so", async () => {
  const { supervised, first, replacedAfter, said } = setup();
  await replacedAfter(first(), { code: null, signal: "SIGKILL" });
  expect(supervised.pid).toBe(2);
  expect(said).toEqual(["worker ended (SIGKILL), starting it again in 0.1 s"]);
});

test("the pause grows to five seconds while it keeps dying", async () => {
  const { first, replacedAfter, pauses } = setup();
  let process = first();
  for (let death = 0; death < 8; death += 1) process = await replacedAfter(process, { code: 1 });
  expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
});

test("one that ran well for a while starts again at once", async () => {
  const { first, replacedAfter, pauses } = setup();
  const second = await replacedAfter(first(), { code: 1 });
  await replacedAfter(second, { code: 1 }, 60_000);
  expect(pauses).toEqual([100, 100]);
});

test("three refusals in a row for its configuration end it, with what it said", async () => {
  const { supervised, first, replacedAfter } = setup();
  const second = await replacedAfter(first(), { code: 2 });
  const third = await replacedAfter(second, { code: 2 });
  third.end({ code: 2, lastWords: "port 8080 is taken" });
  await expect(supervised.ended).rejects.toThrow("The worker cannot be started.\nport 8080 is taken");
});

test("another end between refusals starts their count anew", async () => {
  const { first, replacedAfter, processes } = setup();
  let process = first();
  for (const code of [2, 2, 1, 2, 2]) process = await replacedAfter(process, { code });
  expect(processes).toHaveLength(6);
});

test("it is ready when its process says so for the first time", async () => {
  const { supervised, first, replacedAfter } = setup();
  const second = await replacedAfter(first(), { code: 1 });
  second.becomeReady();
  await expect(supervised.ready).resolves.toBeUndefined();
});

test("stopping asks the process to end and starts no other", async () => {
  const { supervised, first, processes } = setup();
  const stopped = supervised.stop();
  expect(first().signals).toEqual(["SIGTERM"]);
  first().end({ code: 0 });
  expect(await stopped).toBe(true);
  expect(processes).toHaveLength(1);
});

test("a process that ends with an error while it is stopped is told", async () => {
  const { supervised, first } = setup();
  const stopped = supervised.stop();
  first().end({ code: 1 });
  expect(await stopped).toBe(false);
});

test("once retired it is not started again", async () => {
  const { supervised, first, processes } = setup();
  supervised.retire();
  first().end({ code: null, signal: "SIGINT" });
  await supervised.ended;
  expect(processes).toHaveLength(1);
});
