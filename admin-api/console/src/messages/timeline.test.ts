import { expect, test } from "vitest";
import { timelineOf } from "./timeline.ts";
import type { Attempt, FailureDetail, HistoryEntry, Message } from "./use-message.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 27, 12, 0, second)).toISOString();
const message = { acceptedAt: at(0), source: "/pos" } as Message;
const attempt = (n: number, second: number, outcome: string): Attempt => ({
  n,
  generation: n - 1,
  startedAt: at(second),
  durationMs: 20,
  outcome,
  code: null,
  message: null,
  worker: "w1",
  adapterVersion: "1.0.0",
  traceId: null,
});
const replay = {
  at: at(5),
  action: "failure.replay",
  actor: "ana",
  reason: "mended",
  replay: null,
} as HistoryEntry;
const look = { ...replay, at: at(4), action: "payload.read" };
const failure = (changes: Partial<FailureDetail>) =>
  ({
    route: "toy.accrue",
    state: "dead",
    reason: null,
    nextAttemptAt: null,
    settledAt: null,
    ...changes,
  }) as FailureDetail;

const told = (changes: Partial<FailureDetail>) =>
  timelineOf({
    message,
    failure: failure(changes),
    attempts: [attempt(2, 6, "applied"), attempt(1, 2, "rejected")],
    history: [replay, look],
  });

test("a life is told from its publication on, attempts and acts in their order", () => {
  expect(told({ state: "applied", settledAt: at(7) }).map(({ words }) => words)).toEqual([
    "Published",
    "Attempt 1: refused",
    "Replayed",
    "Attempt 2, life 2: applied",
    "Applied",
  ]);
});

test("who acted, and why, is told with the act", () => {
  expect(told({}).find(({ words }) => words === "Replayed")).toMatchObject({ by: "ana", detail: "mended" });
});

test.each([
  ["pending", "Chosen for a replay"],
  ["skipped", "Skipped by a replay"],
  ["returned", "Given back by a replay"],
  ["applied", "Replayed"],
] as const)("an item of a replay that is %s is told as: %s", (item, words) => {
  const history = [{ ...replay, replay: { id: "r", item, generation: null } }];
  const happened = timelineOf({ message, failure: failure({}), attempts: [], history });
  expect(happened.map((happening) => happening.words)).toContain(words);
});

test("what it waits for stands last, with its time and why", () => {
  const waiting = { state: "waiting", nextAttemptAt: at(60), reason: "backoff" };
  expect(told(waiting).at(-1)).toMatchObject({ at: at(60), detail: "backoff", isAhead: true });
});

test("what is in doubt waits for an answer since it is", () => {
  expect(told({ state: "inDoubt", inDoubtSince: at(3) }).at(-1)).toMatchObject({ at: at(3), tone: "doubt" });
});

test("a wait between two attempts of a life is told with how long it was, and none between two lives", () => {
  const attempts = [
    attempt(1, 2, "retry"),
    { ...attempt(2, 34, "retry"), generation: 0 },
    attempt(3, 90, "applied"),
  ];
  const words = timelineOf({ message, failure: failure({}), attempts, history: [] }).map(
    (each) => each.words,
  );
  expect(words.filter((each) => each.startsWith("Waited"))).toEqual(["Waited 32 s"]);
});
