import { fingerprintOf } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { openBench } from "../testing/delivery/bench.ts";
import { noteTaken, noteToken } from "../testing/delivery/note.ts";
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
