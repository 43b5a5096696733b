import { expect, test } from "vitest";
import { aHistory, effect, keyed, row } from "./a-history.ts";
import { report } from "./report.ts";

test("counts the verdicts and is silent where nothing is bad", () => {
  const { counts, bad, text, messages } = report(aHistory());
  expect(counts).toMatchObject({ ok: 1, LOST: 0, DUPLICATE: 0 });
  expect({ bad, text, messages }).toEqual({ bad: [], text: "", messages: 1 });
});

test("tells a bad one by its seed, its own events and the faults around it, in order", () => {
  const { text } = report(
    aHistory({
      seed: 77,
      effects: [effect(1, "a-1"), effect(2, "a-1", { atMs: 5_000 })],
      deliveries: [row("a-1", "applied", { starts: 2 })],
      attempts: [
        { messageId: "id-a-1", route: keyed.name, n: 2, atMs: 4_000, outcome: "applied", worker: "worker 2" },
        { messageId: "id-b-1", route: keyed.name, n: 1, atMs: 4_000, outcome: "applied", worker: "worker 2" },
      ],
      faults: [
        { kind: "kill", target: "worker 1", atMs: 3_000 },
        { kind: "kill", target: "broker", atMs: 900_000 },
      ],
    }),
  );
  expect(text.split("\n").map((line) => line.trim())).toEqual([
    "DUPLICATE: a-1 on v.keyed: 2 effects",
    "scenario by hand, seed 77, message id-a-1",
    "00:00:01.000  producer was told: accepted",
    "00:00:02.001  vendor: effect 1",
    "00:00:03.000  FAULT kill worker 1",
    "00:00:04.000  start 2 by worker 2: applied",
    "00:00:05.000  vendor: effect 2",
    "at the end: applied, starts 2, attempts 0, generation 0",
  ]);
});
