import { defineEvent, fingerprintOf } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import type { AnyOperation } from "../adapter/index.ts";
import { openBench } from "../testing/delivery/bench.ts";
import { noteTaken, noteToken } from "../testing/delivery/note.ts";
import { noteTakenV2 } from "../testing/delivery/note-v2.ts";
import { laneOf } from "./lane-key.ts";
import { limiterKeyOf } from "./limiter-key.ts";
import { parseData } from "./parse-data.ts";

const { route } = openBench({
  operation: "keyed",
  vendor: { send: () => Promise.reject(new Error("nothing is sent here")) },
});
const unfit = { ...noteToken(), body: Buffer.from(JSON.stringify({ noteId: "" })) };
const ours = fingerprintOf(noteTaken) ?? "none";

test("what the intake checked by the same contract is read, and not checked again", () => {
  expect(parseData(route, { ...unfit, checkedBy: ours })).toEqual({ ok: true, data: { noteId: "" } });
});

test.each([
  ["another contract", { checkedBy: "an older one" }],
  ["none", {}],
])("what was checked by %s is checked here", (_name, checked) => {
  expect(parseData(route, { ...unfit, ...checked })).toMatchObject({
    ok: false,
    outcome: { kind: "blocked", code: "contract" },
  });
});

test("what is no JSON is blocked, whoever has checked it", () => {
  const token = { ...unfit, body: Buffer.from("{"), checkedBy: ours };
  expect(parseData(route, token)).toMatchObject({ ok: false, outcome: { code: "notJson" } });
});

/** The same route after its operation has moved to another contract. */
const movedTo = (on: AnyOperation["on"], more: Partial<AnyOperation> = {}) => ({
  ...route,
  operation: { ...route.operation, ...more, on } as AnyOperation,
});
const said = (on: AnyOperation["on"], token = noteToken()) => {
  const parsed = parseData(movedTo(on), token);
  return parsed.ok ? undefined : parsed.outcome;
};

test("a message of an older version is upcast, whether it was checked before or not", () => {
  const data = { noteId: "n-1", lines: ["two coffees"] };
  for (const checked of [{}, { checkedBy: ours }])
    expect(parseData(movedTo(noteTakenV2), { ...noteToken(), ...checked })).toEqual({ ok: true, data });
});

test("what an upcaster makes is checked, although the intake has checked what it was made of", () => {
  expect(said(noteTakenV2, { ...noteToken({ text: "" }), checkedBy: ours })).toEqual({
    kind: "blocked",
    code: "upcast",
    message:
      "The message is a note.taken.v1, toy.keyed takes note.taken.v2, and what the upcaster makes of it does not fit " +
      "note.taken.v2: /data/lines/0 Too small: expected string to have >=1 characters. " +
      "Edit the message, which stays a note.taken.v1, or mend the upcaster; then replay.",
  });
});

test("an older message that is not valid as what it is, is told so, and not upcast", () => {
  expect(said(noteTakenV2, unfit)).toMatchObject({
    code: "contract",
    message: expect.stringContaining("no longer fits note.taken.v1: /data/noteId"),
  });
});

test("an upcaster that throws blocks, with the next step and without its words", () => {
  expect(said(noteTakenV2, noteToken({ text: "unreadable" }))).toMatchObject({
    kind: "blocked",
    code: "upcast",
    message: expect.stringMatching(
      /upcaster to note\.taken\.v2 failed on it: it threw \(Error\)\. Mend the up/,
    ),
  });
});

test("a message that nothing leads from is blocked, and never taken for one that it happens to look like", () => {
  const twin = defineEvent({ ...noteTaken, type: "note.taken.v2" });
  expect(said(twin)).toMatchObject({
    kind: "blocked",
    message: expect.stringContaining("nothing makes note.taken.v2 of note.taken.v1. Give"),
  });
});

test("lane and account of an older message are those of the data that the operation takes", () => {
  const on = defineEvent({
    ...noteTakenV2,
    data: z.strictObject({ noteId: z.string(), lines: z.array(z.string()) }),
  });
  const lane = { group: "notes", key: ({ lines }: { lines: string[] }) => lines[0] ?? "none" };
  const limiterKey = ({ lines }: { lines: string[] }) => `account of ${lines[0]}`;
  const moved = movedTo(on, { lane, limiterKey } as Partial<AnyOperation>);
  const token = noteToken({ text: "latte" });
  expect([laneOf(token, moved), limiterKeyOf(token, moved)]).toEqual(["latte", "account of latte"]);
  const unreadable = noteToken({ text: "unreadable" });
  expect([laneOf(unreadable, moved), limiterKeyOf(unreadable, moved)]).toEqual([
    unreadable.envelope.id,
    undefined,
  ]);
});
