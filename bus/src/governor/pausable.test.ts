import { expect, test, vi } from "vitest";
import type { Admission, Ask, Gate, Passed } from "../delivery/gate.ts";
import { openGate } from "./local-gate.ts";
import { pausable, pausedReason } from "./pausable.ts";
import { openPauses } from "./pauses.ts";

const route = "toy.file";
const none: ReadonlySet<string> = new Set();
const minute = 60_000;

/** A gate to a vendor that takes one at a time, and what was begun. */
function setup(heard: ReadonlySet<string> | undefined = none) {
  let nowMs = 0;
  const pauses = openPauses(() => nowMs);
  if (heard) pauses.hear(heard);
  const begun: string[] = [];
  const gate = pausable(openGate({ concurrency: 1, perSecond: Number.POSITIVE_INFINITY }), route, pauses);
  const closing = new AbortController();
  const admit = (name: string, ask: Partial<Ask> = {}, under: Gate = gate, until = Promise.resolve()) =>
    under.admit<string>(
      async (): Promise<Passed<string>> => {
        begun.push(name);
        await until;
        return { value: name, health: "up" };
      },
      { traffic: "live", signal: closing.signal, ...ask },
    );
  return { pauses, begun, admit, closing, pass: (ms: number) => (nowMs += ms) };
}

const done = (value: string): Admission<string> => ({ kind: "done", value });

test.each([["toy.file"], ["toy"]])(
  "nothing of a route is begun while %s is paused, and then it goes on",
  async (target) => {
    const { pauses, begun, admit } = setup(new Set([target]));
    const waiting = admit("one");
    pauses.hear(new Set([target]));
    expect(begun).toEqual([]);
    pauses.hear(none);
    expect(await waiting).toEqual(done("one"));
  },
);

test("another route's pause holds nothing back", async () => {
  const { admit } = setup(new Set(["toy.fil", "toys", "other.file"]));
  expect(await admit("one")).toEqual(done("one"));
});

test("before the first look everything waits: a worker that starts does not know of pauses yet", async () => {
  const { pauses, begun, admit } = setup(undefined);
  const waiting = [admit("one"), admit("a head", { fromLane: true })];
  expect(begun).toEqual([]);
  pauses.hear(none);
  expect(await Promise.all(waiting)).toEqual([done("one"), done("a head")]);
});

test("what is under way ends; what waits for a slot as the route is paused is not begun", async () => {
  const { pauses, begun, admit } = setup();
  const { promise: until, resolve: finish } = Promise.withResolvers<void>();
  const underWay = admit("one", {}, undefined, until);
  await vi.waitFor(() => expect(begun).toEqual(["one"]));
  const waiting = admit("two");
  pauses.hear(new Set([route]));
  finish();
  expect(await underWay).toEqual(done("one"));
  expect(begun).toEqual(["one"]);
  pauses.hear(none);
  expect(await waiting).toEqual(done("two"));
});

test("a token is held for less than the broker's patience, and then stored", async () => {
  const { pauses, admit, pass } = setup(new Set([route]));
  const waiting = admit("one");
  pass(29 * minute);
  pauses.hear(new Set([route]));
  expect(await waiting).toMatchObject({ kind: "deferred", reason: pausedReason });
});

test("a head is stored soon: the drainer's hand is for the other routes of its group", async () => {
  const { pauses, admit, pass } = setup(new Set([route]));
  const waiting = admit("one", { fromLane: true });
  pass(5_000);
  pauses.hear(new Set([route]));
  expect(await waiting).toMatchObject({ kind: "deferred", reason: pausedReason });
});

test("whoever waits gives up with the signal", async () => {
  const { admit, closing } = setup(new Set([route]));
  const waiting = admit("one");
  closing.abort(new Error("the worker is stopping"));
  await expect(waiting).rejects.toThrow("the worker is stopping");
});
