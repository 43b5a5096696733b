import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Ask, CircuitPosition, Gate, VendorHealth } from "../delivery/gate.ts";
import { openGate } from "./local-gate.ts";

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 15) }));
afterEach(() => void vi.useRealTimers());

const forever = new AbortController().signal;
const live = (signal: AbortSignal): Ask => ({ traffic: "live", signal });

function setup({ concurrency = 10, perSecond = Infinity } = {}) {
  const positions: CircuitPosition[] = [];
  const gate = openGate({ concurrency, perSecond, onCircuit: (position) => positions.push(position) });
  const pass = (health: VendorHealth, shutForMs?: number) =>
    gate
      .admit(async () => ({ health, shutForMs, value: health }), live(forever))
      .then((admission) => (admission.kind === "done" ? admission.value : admission.reason));
  const breakIt = async () => {
    for (let failure = 0; failure < 5; failure += 1) await pass("down");
  };
  return { gate, positions, pass, breakIt };
}

/** Work that ends when the test says so. */
function heldWork(gate: Gate, signal = forever) {
  const { promise, resolve } = Promise.withResolvers<VendorHealth>();
  const work = vi.fn<() => Promise<{ health: VendorHealth; value: string }>>(async () => ({
    health: await promise,
    value: "worked",
  }));
  return { work, end: resolve, done: gate.admit(work, live(signal)) };
}

describe("the circuit", () => {
  test("opens after five failures in a row", async () => {
    const { gate, pass, positions } = setup();
    for (let failure = 0; failure < 4; failure += 1) await pass("down");
    expect(gate.circuit).toBe("closed");
    await pass("down");
    expect(gate.circuit).toBe("open");
    expect(positions).toEqual(["open"]);
  });

  test("counts from the start again after a success", async () => {
    const { gate, pass } = setup();
    for (const health of ["down", "down", "down", "down", "up", "down", "down", "down", "down"] as const)
      await pass(health);
    expect(gate.circuit).toBe("closed");
  });

  test("is not moved by work that never asked the vendor", async () => {
    const { gate, pass } = setup();
    for (const health of ["down", "down", "untouched", "down", "untouched", "down"] as const)
      await pass(health);
    expect(gate.circuit).toBe("closed");
    await pass("down");
    expect(gate.circuit).toBe("open");
  });

  test("lets nothing through while it is open, and one at a time to see whether the vendor is back", async () => {
    const { gate, breakIt } = setup();
    await breakIt();
    const held = [heldWork(gate), heldWork(gate), heldWork(gate)];
    const begun = () => held.filter(({ work }) => work.mock.calls.length > 0).length;
    await vi.advanceTimersByTimeAsync(1_900);
    expect(begun()).toBe(0);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(begun()).toBe(1);
    held.find(({ work }) => work.mock.calls.length > 0)?.end("down");
    await vi.advanceTimersByTimeAsync(1_900);
    expect(begun()).toBe(1);
    await vi.advanceTimersByTimeAsync(400);
    expect(begun()).toBe(2);
    for (const { end } of held) end("up");
    await vi.advanceTimersByTimeAsync(400);
    expect(await Promise.all(held.map(({ done }) => done))).toEqual(
      Array.from({ length: 3 }, () => ({ kind: "done", value: "worked" })),
    );
    expect(gate.circuit).toBe("closed");
  });

  test("is told of once when it opens and once when it closes, however many trials fail", async () => {
    const { gate, breakIt, pass, positions } = setup();
    await breakIt();
    for (let trial = 0; trial < 10; trial += 1) {
      const passing = pass("down");
      await vi.advanceTimersByTimeAsync(2_300);
      await passing;
    }
    expect(gate.circuit).toBe("open");
    const passing = pass("up");
    await vi.advanceTimersByTimeAsync(2_300);
    await passing;
    expect(positions).toEqual(["open", "closed"]);
  });

  test("goes on after a trial that threw or never asked", async () => {
    const { gate, breakIt, pass } = setup();
    await breakIt();
    const threw = gate.admit(() => Promise.reject(new Error("a bug of ours")), live(forever)).catch(String);
    await vi.advanceTimersByTimeAsync(2_300);
    expect(await threw).toBe("Error: a bug of ours");
    const untouched = pass("untouched");
    await vi.advanceTimersByTimeAsync(400);
    await untouched;
    expect(gate.circuit).toBe("open");
    const up = pass("up");
    await vi.advanceTimersByTimeAsync(400);
    await up;
    expect(gate.circuit).toBe("closed");
  });

  test("is not closed or kept open by what was under way when it opened", async () => {
    const { gate, breakIt, pass } = setup();
    const earlier = [heldWork(gate), heldWork(gate)];
    await vi.advanceTimersByTimeAsync(0);
    await breakIt();
    for (const [index, { end, done }] of earlier.entries()) {
      end(index === 0 ? "up" : "down");
      await done;
    }
    expect(gate.circuit).toBe("open");
    const trial = pass("up");
    await vi.advanceTimersByTimeAsync(2_300);
    await trial;
    expect(gate.circuit).toBe("closed");
  });
});

describe("a vendor that asks to be left alone", () => {
  test("is, by everybody, until then", async () => {
    const { gate, pass, positions } = setup();
    await pass("up", 7_000);
    const next = heldWork(gate);
    await vi.advanceTimersByTimeAsync(6_900);
    expect(next.work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(300);
    expect(next.work).toHaveBeenCalledOnce();
    expect(positions).toEqual([]);
  });

  test("is left alone for two hours, if that is what it asks for", async () => {
    const { gate, pass } = setup();
    await pass("up", 7_200_000);
    const next = heldWork(gate);
    await vi.advanceTimersByTimeAsync(7_199_900);
    expect(next.work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(next.work).toHaveBeenCalledOnce();
  });
});

describe("limits", () => {
  test("no more than `concurrency` work at a time", async () => {
    const { gate } = setup({ concurrency: 2 });
    const held = Array.from({ length: 4 }, () => heldWork(gate));
    const begun = () => held.filter(({ work }) => work.mock.calls.length > 0).length;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun()).toBe(2);
    held[0]?.end("up");
    await vi.advanceTimersByTimeAsync(0);
    expect(begun()).toBe(3);
  });

  test.each([
    [10, 10_000, 100],
    [0.5, 20_000, 10],
    [2.5, 8_000, 20],
  ])("no more than %d pass in a second", async (perSecond, forMs, most) => {
    const { pass } = setup({ concurrency: 500, perSecond });
    let passed = 0;
    for (let each = 0; each < 500; each += 1) void pass("up").then(() => (passed += 1));
    await vi.advanceTimersByTimeAsync(forMs - 1);
    expect(passed).toBeLessThanOrEqual(most);
    expect(passed).toBeGreaterThanOrEqual(most * 0.8);
  });
});

describe("an abort", () => {
  test("rejects what waits for an open circuit, with its reason, and begins nothing", async () => {
    const { gate, breakIt } = setup();
    await breakIt();
    const stop = new AbortController();
    const waiting = heldWork(gate, stop.signal);
    const ended = waiting.done.catch(String);
    await vi.advanceTimersByTimeAsync(500);
    stop.abort(new Error("the worker is stopping"));
    expect(await ended).toBe("Error: the worker is stopping");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(waiting.work).not.toHaveBeenCalled();
  });

  test("lets what has begun end, and begins nothing that waits for a slot or for its rate", async () => {
    const { gate } = setup({ concurrency: 1, perSecond: 1 });
    const stop = new AbortController();
    const [begun, queued] = [heldWork(gate, stop.signal), heldWork(gate, stop.signal)];
    const refused = queued.done.catch(String);
    await vi.advanceTimersByTimeAsync(0);
    stop.abort(new Error("the worker is stopping"));
    begun.end("up");
    expect(await begun.done).toEqual({ kind: "done", value: "worked" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await refused).toBe("Error: the worker is stopping");
    expect(queued.work).not.toHaveBeenCalled();
  });

  test("before the beginning rejects at once", async () => {
    const { gate } = setup();
    await expect(heldWork(gate, AbortSignal.abort(new Error("over"))).done).rejects.toThrow("over");
  });
});
