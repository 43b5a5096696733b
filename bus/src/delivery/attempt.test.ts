import { describe, expect, test } from "vitest";
import {
  emission,
  get,
  next as nextRequest,
  rejected,
  type AnyAdapter,
  type VendorResponse,
} from "../adapter/index.ts";
import { fileNotes } from "../testing/delivery/file-notes.ts";
import {
  answered,
  connectionRefused,
  connectionReset,
  filedAt,
  refused,
} from "../testing/delivery/scripted-vendor.ts";
import { noteFiled, noteRefused, toyAdapter } from "../testing/delivery/toy-adapter.ts";

describe("an answer", () => {
  test("that says done settles with reference, facts and result messages", async () => {
    const { file, ledger, emitted } = fileNotes([filedAt("p-1")]);
    expect(await file("natural")).toMatchObject({ state: "applied", vendorReference: "p-1", attempts: 0 });
    expect(ledger.facts).toMatchObject([
      { connection: "under-test", kind: "note", id: "n-1", vendorId: "p-1" },
    ]);
    expect(emitted).toMatchObject([{ contract: noteFiled, data: { noteId: "n-1", place: "p-1" } }]);
  });

  test("that refuses is dead with the vendor's code and words", async () => {
    const { file } = fileNotes([refused]);
    expect(await file("natural")).toMatchObject({
      state: "dead",
      attempts: 1,
      error: { code: "no_room", message: "There is no room for it." },
    });
  });

  test("that refuses tells it, in the words of a contract", async () => {
    const { file, emitted } = fileNotes([refused]);
    await file("natural");
    expect(emitted).toMatchObject([{ contract: noteRefused, data: { noteId: "n-1", code: "no_room" } }]);
  });

  test("that refuses tells nothing where an earlier try may have been done", async () => {
    const { file, next, emitted } = fileNotes([connectionReset, refused]);
    await file("natural");
    expect(await next("natural")).toMatchObject({
      state: "dead",
      doubtSinceMs: expect.any(Number) as number,
    });
    expect(emitted).toEqual([]);
  });

  test("that refuses under the key of an earlier try speaks of that try too, and is told", async () => {
    const { file, next, emitted } = fileNotes([connectionReset, refused]);
    await file("keyed");
    expect(await next("keyed")).toMatchObject({ state: "dead", doubtSinceMs: undefined });
    expect(emitted).toMatchObject([{ contract: noteRefused }]);
  });

  test.each([
    [false, true],
    [true, false],
  ])(
    "that refuses after a step which may have changed something (looked up: %s) leaves that in doubt: %s",
    async (nothingDone, isDoubtful) => {
      const refusal = emission(noteRefused, { noteId: "n-1", code: "no_room" });
      const { natural } = toyAdapter.operations;
      const interpret = ({ status }: VendorResponse) =>
        status === 404
          ? rejected("no_room", "There is none.", { nothingDone, emit: [refusal] })
          : nextRequest(get("/notes", { id: "n-1" }));
      const adapter = { ...toyAdapter, operations: { natural: { ...natural, interpret } } };
      const { file, emitted } = fileNotes([answered(400), answered(404)], adapter);
      const { doubtSinceMs } = await file("natural");
      expect(doubtSinceMs !== undefined).toBe(isDoubtful);
      expect(emitted).toEqual(isDoubtful ? [] : [refusal]);
    },
  );

  test("that refuses after a look still leaves an earlier attempt in doubt", async () => {
    const { natural } = toyAdapter.operations;
    const interpret = () => rejected("no_room", "There is none.", { nothingDone: true });
    const adapter = { ...toyAdapter, operations: { natural: { ...natural, interpret } } };
    const { file, next: again } = fileNotes([connectionReset, answered(404)], adapter);
    await file("natural");
    expect(await again("natural")).toMatchObject({
      state: "dead",
      doubtSinceMs: expect.any(Number) as number,
    });
  });

  test("that refuses is told once and the success of its replay too", async () => {
    const { file, next, replay, emitted } = fileNotes([refused, filedAt("p-1")]);
    replay(await file("keyed"));
    expect(await next("keyed")).toMatchObject({ state: "applied" });
    expect(emitted).toMatchObject([{ contract: noteRefused }, { contract: noteFiled }]);
  });

  test("of 429 waits as long as Retry-After says, in seconds or as a date, and costs no attempt", async () => {
    const at = new Date(Date.UTC(2026, 0, 15, 18, 5, 5)).toUTCString();
    const { file, next, clock } = fileNotes([
      answered(429, {}, { "retry-after": "120" }),
      answered(429, {}, { "retry-after": at }),
    ]);
    const first = await file("natural");
    expect(first).toMatchObject({ state: "waiting", attempts: 0 });
    expect((first.nextAttemptAtMs ?? 0) - clock.now()).toBe(120_000);
    clock.advance(-60_000);
    first.nextAttemptAtMs = clock.now();
    const second = await next("natural");
    expect(second).toMatchObject({ state: "waiting", attempts: 0 });
    expect(new Date(second?.nextAttemptAtMs ?? 0).toUTCString()).toBe(at);
  });

  test("that the adapter takes for another try waits as long as Retry-After says", async () => {
    const { file, clock } = fileNotes([answered(409, {}, { "retry-after": "120" })]);
    const delivery = await file("natural");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1 });
    expect((delivery.nextAttemptAtMs ?? 0) - clock.now()).toBe(120_000);
  });

  test("of 5xx leaves the effect in doubt, unless the adapter knows it as refused before processing", async () => {
    const inDoubt = fileNotes([answered(500)]);
    expect(await inDoubt.file("probed")).toMatchObject({ state: "waiting", reason: "probe", attempts: 1 });
    const refusedBefore = fileNotes([answered(503, {}, { "retry-after": "7" })]);
    const delivery = await refusedBefore.file("probed");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, doubtSinceMs: undefined });
    expect((delivery.nextAttemptAtMs ?? 0) - refusedBefore.clock.now()).toBe(7_000);
  });

  test("that the adapter cannot read leaves the effect in doubt", async () => {
    const { file } = fileNotes([answered(200, { surprise: true })]);
    expect(await file("bare")).toMatchObject({ state: "inDoubt", error: { code: "adapterError" } });
  });
});

describe("without an answer", () => {
  test("what never left is tried again as if nothing had happened", async () => {
    const { file, next, paths } = fileNotes([connectionRefused, filedAt("p-1")]);
    expect(await file("bare")).toMatchObject({
      state: "waiting",
      attempts: 1,
      doubtSinceMs: undefined,
      error: { code: "ECONNREFUSED" },
    });
    expect(await next("bare")).toMatchObject({ state: "applied", attempts: 1, starts: 2 });
    expect(paths()).toEqual(["POST /notes", "POST /notes"]);
  });

  test("what left is sent again under the same key", async () => {
    const { file, next, keys } = fileNotes([connectionReset, answered(502), filedAt("p-1")]);
    expect(await file("keyed")).toMatchObject({ state: "waiting", attempts: 1 });
    await next("keyed");
    expect(await next("keyed")).toMatchObject({ state: "applied", attempts: 2 });
    expect(new Set(keys()).size).toBe(1);
    expect(keys()[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("what left is sent again where that is harmless", async () => {
    const { file, next, paths } = fileNotes([connectionReset, filedAt("p-1")]);
    await file("natural");
    expect(await next("natural")).toMatchObject({ state: "applied" });
    expect(paths()).toEqual(["PUT /notes", "PUT /notes"]);
  });

  test("what left and cannot be asked for is a person's question, and is not sent again", async () => {
    const { file, next, vendor } = fileNotes([connectionReset]);
    expect(await file("bare")).toMatchObject({ state: "inDoubt", error: { code: "ECONNRESET" } });
    expect(await next("bare")).toBeUndefined();
    expect(vendor.sent).toHaveLength(1);
  });
});

const post = { kind: "request", method: "POST", path: "/notes", headers: {} } as const;

/** The toy adapter with an author's mistake in its keyed operation. */
function withOperation(mistake: object): AnyAdapter {
  const { operations } = toyAdapter;
  return { ...toyAdapter, operations: { ...operations, keyed: { ...operations.keyed, ...mistake } } };
}

describe("an adapter that throws", () => {
  const boom = () => {
    throw new TypeError("boom");
  };

  test.each(["skip", "recall", "request"])(
    "in %s is blocked, with the place, and nothing is sent",
    async (where) => {
      const { file, vendor } = fileNotes([], withOperation({ [where]: boom }));
      const message = `The adapter threw in ${where}: boom`;
      expect(await file("keyed")).toMatchObject({
        state: "blocked",
        error: { code: "adapterError", message },
      });
      expect(vendor.sent).toEqual([]);
    },
  );

  test("in interpret leaves the effect in doubt", async () => {
    const { file } = fileNotes([filedAt("p-1")], withOperation({ interpret: boom }));
    const delivery = await file("keyed");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, error: { code: "adapterError" } });
    expect(delivery.doubtSinceMs).toBeDefined();
  });

  test.each([
    ["probe.request", { request: boom, interpret: boom, readLag: "2s" }, [connectionReset]],
    [
      "probe.interpret",
      { request: () => post, interpret: boom, readLag: "2s" },
      [connectionReset, answered(200)],
    ],
  ])("in %s waits in doubt and sends nothing", async (where, probe, answers) => {
    const { file, next, vendor } = fileNotes(answers, withOperation({ idempotency: "probe", probe }));
    const delivery = await file("keyed");
    await next("keyed");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, error: { code: "adapterError" } });
    expect(delivery.error?.message).toBe(`The adapter threw in ${where}: boom`);
    expect(vendor.sent).toHaveLength(answers.length);
  });

  test("or gives nothing back after the send leaves the effect in doubt", async () => {
    const { file } = fileNotes([filedAt("p-1")], withOperation({ interpret: () => undefined }));
    expect(await file("keyed")).toMatchObject({ state: "waiting", error: { code: "adapterError" } });
  });
});

describe("an adapter that goes in circles", () => {
  test("is stopped, in doubt", async () => {
    const { file, vendor } = fileNotes(
      Array.from({ length: 20 }, () => answered(201)),
      withOperation({ interpret: () => ({ kind: "next", request: post, carry: null }) }),
    );
    expect(await file("keyed")).toMatchObject({ state: "waiting", error: { code: "tooManySteps" } });
    expect(vendor.sent.length).toBeLessThan(20);
  });
});

describe("a message", () => {
  test("that the adapter skips is settled without a request, with the reason", async () => {
    const { file, vendor } = fileNotes([]);
    const delivery = await file("picky", { noteId: "n-1", text: "secret" });
    expect(delivery).toMatchObject({ state: "unchanged", reason: "secrets are not filed" });
    expect(vendor.sent).toEqual([]);
  });

  test("may be refused by the adapter itself", async () => {
    const { file, vendor } = fileNotes([]);
    expect(await file("picky", { noteId: "n-1", text: "" })).toMatchObject({ state: "dead" });
    expect(vendor.sent).toEqual([]);
  });

  test("that no longer fits its contract is blocked, and what is wrong is named without its value", async () => {
    const { file, vendor } = fileNotes([]);
    // The contract was another when this was published.
    const old = { noteId: "n-1", text: 4_111_111_111_111_111 } as unknown as { noteId: string; text: string };
    const delivery = await file("keyed", old);
    expect(delivery).toMatchObject({ state: "blocked", error: { code: "contract" } });
    expect(delivery.error?.message).toContain("note.taken.v1: /data/text");
    expect(delivery.error?.message).not.toContain("4111");
    expect(vendor.sent).toEqual([]);
  });
});
