import { contractRegistry } from "@spindlebus/contracts";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { emission, type Emission } from "../adapter/index.ts";
import type { Claimed } from "../delivery/ledger.ts";
import type { Acceptance, Draft } from "../intake/draft.ts";
import { openBench } from "../testing/delivery/bench.ts";
import { noteToken } from "../testing/delivery/note.ts";
import { scriptedVendor } from "../testing/delivery/scripted-vendor.ts";
import { noteFiled } from "../testing/delivery/toy-adapter.ts";
import { emitThrough } from "./emit.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const claim: Claimed = {
  kind: "claimed",
  fence: 1,
  starts: 1,
  barren: 1,
  attempts: 0,
  generation: 0,
  revision: 0,
  era: 0,
  doubtMs: undefined,
  ageMs: 0,
};
const accepted: Acceptance = {
  kind: "accepted",
  id: "019a1b2c-3d4e-7f00-8a1b-2c3d4e5f6071",
  duplicate: false,
};

function setup(answers: readonly Acceptance[] = []) {
  const drafts: Draft[] = [];
  const stop = new AbortController();
  const lines: string[] = [];
  const emit = emitThrough({
    intake: {
      accept: async (draft) => {
        drafts.push(draft);
        return answers[drafts.length - 1] ?? accepted;
      },
    },
    registry: contractRegistry([noteFiled]),
    log: pino({ level: "error" }, { write: (line) => void lines.push(line) }),
    signal: stop.signal,
  });
  const { route } = openBench({ operation: "keyed", vendor: scriptedVendor() });
  const from = (extensions = {}, more: Partial<Claimed> = {}) => ({
    route,
    token: { ...token, envelope: { ...token.envelope, extensions } },
    claim: { ...claim, ...more },
    result: "applied" as const,
  });
  return { emit, drafts, from, stop, lines };
}
const token = noteToken();
const filed = (place: string): Emission => emission(noteFiled, { noteId: "n-1", place });

describe("a result message", () => {
  test("says where it comes from, what caused it, and to what it belongs", async () => {
    const { emit, drafts, from } = setup();
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await emit(from({ correlationid: "order-1", traceparent, testmode: "true" }), [filed("p-1")]);
    expect(drafts).toMatchObject([
      {
        message: {
          type: "note.filed.v1",
          source: "/routes/toy.keyed",
          data: { noteId: "n-1", place: "p-1" },
          extensions: {
            causationid: token.envelope.id,
            correlationid: "order-1",
            hops: 1,
            traceparent,
            testmode: "true",
          },
        },
      },
    ]);
  });

  test("has the same id in every attempt and life, so that the intake knows it; another in an edited message", async () => {
    const { emit, drafts, from } = setup();
    const both = [filed("p-1"), filed("p-2")];
    await emit(from(), both);
    await emit(from({}, { starts: 7, generation: 2, era: 1 }), both);
    await emit(from({}, { revision: 1 }), both);
    const ids = drafts.map(({ message }) => message.sourceId);
    expect(ids.slice(2, 4)).toEqual(ids.slice(0, 2));
    expect(new Set(ids).size).toBe(4);
  });

  test("of a refusal has an id apart from a success, the same however often it is refused", async () => {
    const { emit, drafts, from } = setup();
    const refusal = { ...from(), result: "rejected" as const };
    await emit(from(), [filed("p-1")]);
    await emit(refusal, [filed("p-1")]);
    await emit({ ...refusal, claim: { ...claim, starts: 4, generation: 1, era: 1 } }, [filed("p-1")]);
    await emit({ ...refusal, claim: { ...claim, revision: 1 } }, [filed("p-1")]);
    const [success, first, again, edited] = drafts.map(({ message }) => message.sourceId);
    expect(again).toBe(first);
    expect(new Set([success, first, edited]).size).toBe(3);
  });

  test("is tried until it is stored: the effect exists", async () => {
    const away: Acceptance = { kind: "notStored", reason: "the broker did not take it: refused" };
    const { emit, drafts, from } = setup([away, away, away]);
    const emitted = emit(from(), [filed("p-1"), filed("p-2")]);
    await vi.advanceTimersByTimeAsync(60_000);
    await emitted;
    expect(drafts).toHaveLength(5);
  });

  test("that told the same with other words before stands as it was", async () => {
    const { emit, drafts, from } = setup([{ kind: "conflict", id: "m-1" }]);
    await emit(from(), [filed("p-1")]);
    expect(drafts).toHaveLength(1);
  });

  test("that the database refuses for its content is left out, and the others are published", async () => {
    const { emit, drafts, from } = setup([{ kind: "unstorable", reason: "its key is too long" }]);
    await emit(from(), [filed("p-1"), filed("p-2")]);
    expect(drafts).toHaveLength(2);
  });

  test("that its contract refuses is left out, and the others are published", async () => {
    const { emit, drafts, from, lines } = setup();
    await emit(from(), [{ contract: noteFiled, data: { noteId: 4_711 } }, filed("p-2")]);
    expect(lines).toEqual([expect.stringContaining("/data/noteId")]);
    expect(lines.join()).not.toContain("4711");
    expect(drafts.map(({ message }) => message.data)).toEqual([{ noteId: "n-1", place: "p-2" }]);
  });

  test.each([15, "15"])("counts on from %j hops, and a loop ends at 16", async (hops) => {
    const { emit, drafts, from } = setup();
    await emit(from({ hops }), [filed("p-1")]);
    expect(drafts[0]?.message.extensions.hops).toBe(16);
    await emit(from({ hops: 16 }), [filed("p-1")]);
    expect(drafts).toHaveLength(1);
  });

  test("gives up with its worker", async () => {
    const away: Acceptance = { kind: "notStored", reason: "away" };
    const { emit, from, stop } = setup(Array.from({ length: 1_000 }, () => away));
    const emitted = emit(from(), [filed("p-1")]).catch(String);
    await vi.advanceTimersByTimeAsync(5_000);
    stop.abort(new Error("the worker has stopped"));
    expect(await emitted).toBe("Error: the worker has stopped");
  });
});
