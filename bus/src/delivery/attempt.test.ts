import { describe, expect, test } from "vitest";
import type { AnyAdapter } from "../adapter/index.ts";
import { openHarness } from "../testing/harness.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import {
  answered,
  connectionRefused,
  connectionReset,
  filedAt,
  refused,
  scriptedVendor,
} from "../testing/delivery/scripted-vendor.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import type { Answer } from "./ports.ts";

const note = { noteId: "n-1", text: "two coffees" };
const hourMs = 3_600_000;

function setup(answers: readonly (Answer | (() => Answer))[], adapter: AnyAdapter = toyAdapter) {
  const vendor = scriptedVendor(...answers);
  const harness = openHarness({
    adapter,
    settings: { baseUrl: "http://vendor.test" },
    secrets: { apiKey: "k" },
    contracts: [noteTaken, noteFiled],
    vendor,
  });
  const file = (operation: string, data = note) => harness.deliver(operation, noteTaken, data);
  const paths = () => vendor.sent.map(({ request: { method, path } }) => `${method} ${path}`);
  const keys = () => vendor.sent.map(({ headers }) => headers["idempotency-key"]);
  /** What an operator's replay changes. */
  const replay = (id: string) => {
    const dead = harness.ledger.deliveries.get(id);
    if (dead?.state !== "dead") throw new Error(`${id} is ${dead?.state}, not dead`);
    Object.assign(dead, {
      state: "waiting",
      generation: dead.generation + 1,
      attempts: 0,
      barren: 0,
      nextAttemptAtMs: harness.clock.now(),
    });
  };
  return { ...harness, vendor, file, paths, keys, replay };
}
const idOf = ({ messageId, route }: { messageId: string; route: string }) => `${messageId}:${route}`;

describe("an answer", () => {
  test("that says done settles with reference, facts and result messages", async () => {
    const { file, ledger, emitted } = setup([filedAt("p-1")]);
    expect(await file("natural")).toMatchObject({ state: "applied", vendorReference: "p-1", attempts: 0 });
    expect(ledger.facts).toMatchObject([
      { connection: "under-test", kind: "note", id: "n-1", vendorId: "p-1" },
    ]);
    expect(emitted).toMatchObject([{ contract: noteFiled, data: { noteId: "n-1", place: "p-1" } }]);
  });

  test("that refuses is dead with the vendor's code and words", async () => {
    const { file } = setup([refused]);
    expect(await file("natural")).toMatchObject({
      state: "dead",
      attempts: 1,
      error: { code: "no_room", message: "There is no room for it." },
    });
  });

  test("of 429 waits as long as Retry-After says, in seconds or as a date, and costs no attempt", async () => {
    const at = new Date(Date.UTC(2026, 0, 15, 18, 5, 5)).toUTCString();
    const { file, next, clock } = setup([
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

  test("of 5xx leaves the effect in doubt, unless the adapter knows it as refused before processing", async () => {
    const inDoubt = setup([answered(500)]);
    expect(await inDoubt.file("probed")).toMatchObject({ state: "waiting", reason: "probe", attempts: 1 });
    const refusedBefore = setup([answered(503, {}, { "retry-after": "7" })]);
    const delivery = await refusedBefore.file("probed");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, doubtSinceMs: undefined });
    expect((delivery.nextAttemptAtMs ?? 0) - refusedBefore.clock.now()).toBe(7_000);
  });

  test("that the adapter cannot read leaves the effect in doubt", async () => {
    const { file } = setup([answered(200, { surprise: true })]);
    expect(await file("bare")).toMatchObject({ state: "inDoubt", error: { code: "adapterError" } });
  });
});

describe("without an answer", () => {
  test("what never left is tried again as if nothing had happened", async () => {
    const { file, next, paths } = setup([connectionRefused, filedAt("p-1")]);
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
    const { file, next, keys } = setup([connectionReset, answered(502), filedAt("p-1")]);
    expect(await file("keyed")).toMatchObject({ state: "waiting", attempts: 1 });
    await next("keyed");
    expect(await next("keyed")).toMatchObject({ state: "applied", attempts: 2 });
    expect(new Set(keys()).size).toBe(1);
    expect(keys()[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("what left is sent again where that is harmless", async () => {
    const { file, next, paths } = setup([connectionReset, filedAt("p-1")]);
    await file("natural");
    expect(await next("natural")).toMatchObject({ state: "applied" });
    expect(paths()).toEqual(["PUT /notes", "PUT /notes"]);
  });

  test("what left and cannot be asked for is a person's question, and is not sent again", async () => {
    const { file, next, vendor } = setup([connectionReset]);
    expect(await file("bare")).toMatchObject({ state: "inDoubt", error: { code: "ECONNRESET" } });
    expect(await next("bare")).toBeUndefined();
    expect(vendor.sent).toHaveLength(1);
  });
});

describe("a probe", () => {
  test("waits until the call can no longer land and the vendor's reads have caught up", async () => {
    const { file, clock } = setup([connectionReset]);
    const delivery = await file("probed");
    expect((delivery.nextAttemptAtMs ?? 0) - clock.now()).toBeGreaterThanOrEqual(10_000 + 2_000);
  });

  test("that finds it applied gives the same reference, facts and messages, and nothing is sent", async () => {
    const direct = setup([filedAt("p-1")]);
    await direct.file("probed");
    const { file, next, paths, ledger, emitted } = setup([connectionReset, filedAt("p-1")]);
    await file("probed");
    expect(await next("probed")).toMatchObject({ state: "applied", vendorReference: "p-1" });
    expect(paths()).toEqual(["POST /notes", "GET /notes?id=n-1"]);
    expect(ledger.facts).toEqual(direct.ledger.facts);
    expect(emitted).toEqual(direct.emitted);
  });

  test("that finds nothing lets it be sent", async () => {
    const { file, next, paths } = setup([connectionReset, answered(404), filedAt("p-1")]);
    await file("probed");
    expect(await next("probed")).toMatchObject({ state: "applied", doubtSinceMs: undefined });
    expect(paths()).toEqual(["POST /notes", "GET /notes?id=n-1", "POST /notes"]);
  });

  test("that finds nothing ends the doubt: what is refused then is refused", async () => {
    const { file, next } = setup([connectionReset, answered(404), refused]);
    await file("probed");
    expect(await next("probed")).toMatchObject({ state: "dead", era: 1, doubtSinceMs: undefined });
  });

  test.each([
    ["connection refused", connectionRefused],
    ["connection reset", connectionReset],
    ["500", answered(500)],
    ["503", answered(503)],
    ["429", answered(429)],
    ["401", answered(401)],
  ])(
    "that fails (%s) waits and asks again: it costs no attempt and is no person's question",
    async (_, failing) => {
      const many = Array.from({ length: 50 }, () => failing);
      const { file, next, ledger, vendor } = setup([connectionReset, ...many, filedAt("p-1")]);
      const delivery = await file("probed");
      for (let turn = 0; turn < many.length; turn += 1) {
        await next("probed");
        expect(delivery).toMatchObject({ state: "waiting", attempts: 1 });
        expect(delivery.doubtSinceMs).toBeDefined();
      }
      expect(await next("probed")).toMatchObject({ state: "applied", attempts: 1 });
      expect(vendor.sent.filter(({ request }) => request.method === "POST")).toHaveLength(1);
      expect(ledger.settlements).toHaveLength(52);
    },
  );

  test("that does not tell is asked again, and in the end a person", async () => {
    const { file, next } = setup([connectionReset, ...Array.from({ length: 39 }, () => answered(300))]);
    const delivery = await file("probed");
    for (let turn = 0; turn < 38; turn += 1) {
      await next("probed");
      expect(delivery.state).toBe("waiting");
    }
    await next("probed");
    expect(delivery).toMatchObject({ state: "inDoubt", error: { code: "probeUnclear" } });
  });

  test("that finds the first steps done goes on from there", async () => {
    const { file, next, paths } = setup([answered(201), connectionReset, answered(206), filedAt("p-1")]);
    await file("probedShelf");
    expect(await next("probedShelf")).toMatchObject({ state: "applied", vendorReference: "p-1" });
    expect(paths()).toEqual(["POST /shelves", "POST /shelved", "GET /notes?id=n-1", "POST /shelved"]);
  });

  test.each([
    ["refused", refused, "dead"],
    ["never sent", connectionRefused, "waiting"],
    ["throttled", answered(429), "waiting"],
  ])(
    "keeps the doubt where the step that was left is %s: the first steps exist",
    async (_, answer, state) => {
      const { file, next } = setup([answered(201), connectionReset, answered(206), answer]);
      const delivery = await file("probedShelf");
      await next("probedShelf");
      expect(delivery).toMatchObject({ state, era: 0 });
      expect(delivery.doubtSinceMs).toBeDefined();
    },
  );
});

describe("a key", () => {
  test("is another one after a refusal and a replay: some vendors keep a refusal with its key", async () => {
    const { file, next, keys, replay } = setup([refused, filedAt("p-1")]);
    replay(idOf(await file("keyed")));
    expect(await next("keyed")).toMatchObject({ state: "applied", era: 1 });
    expect(new Set(keys()).size).toBe(2);
  });

  test("is the same one after a replay that follows no refusal", async () => {
    const { file, next, keys, clock, replay } = setup([connectionReset, connectionRefused, filedAt("p-1")]);
    const delivery = await file("keyed");
    clock.advance(23 * hourMs);
    delivery.attempts = 39;
    expect(await next("keyed")).toMatchObject({ state: "dead" });
    replay(idOf(delivery));
    expect(await next("keyed")).toMatchObject({ state: "applied" });
    expect(new Set(keys()).size).toBe(1);
  });

  test("that the vendor may have forgotten is not used: a person is asked", async () => {
    const { file, clock, next, vendor } = setup([connectionReset]);
    const delivery = await file("keyed");
    clock.advance(24 * hourMs);
    await next("keyed");
    expect(delivery).toMatchObject({ state: "inDoubt", error: { code: "keyExpired" } });
    expect(vendor.sent).toHaveLength(1);
  });

  test("ages from the first doubt on, whatever came between", async () => {
    const { file, clock, next, vendor } = setup([connectionReset, connectionRefused, answered(429)]);
    const delivery = await file("keyed");
    await next("keyed");
    await next("keyed");
    expect(delivery.state).toBe("waiting");
    clock.advance(24 * hourMs);
    await next("keyed");
    expect(delivery).toMatchObject({ state: "inDoubt", error: { code: "keyExpired" } });
    expect(vendor.sent).toHaveLength(3);
  });

  test("differs from step to step", async () => {
    const { file, keys } = setup([answered(201), filedAt("p-1")]);
    expect(await file("keyedShelf")).toMatchObject({ state: "applied" });
    expect(new Set(keys()).size).toBe(2);
  });

  test("stays where a later step is refused: the earlier one was done under it", async () => {
    const { file, next, keys, replay } = setup([answered(201), refused, answered(201), filedAt("p-1")]);
    const delivery = await file("keyedShelf");
    expect(delivery).toMatchObject({ state: "dead", era: 0 });
    replay(idOf(delivery));
    await next("keyedShelf");
    expect(delivery).toMatchObject({ state: "applied" });
    expect(keys().slice(2)).toEqual(keys().slice(0, 2));
  });
});

describe("an operation of several steps", () => {
  test.each([
    ["refused before it left", connectionRefused],
    ["throttled", answered(429)],
    ["lost", connectionReset],
  ])("whose later step is %s is in doubt as a whole, and probed", async (_, answer) => {
    const { file, next, paths } = setup([answered(201), answer, filedAt("p-1")]);
    expect(await file("probedShelf")).toMatchObject({ state: "waiting", reason: "probe", attempts: 1 });
    await next("probedShelf");
    expect(paths()).toEqual(["POST /shelves", "POST /shelved", "GET /notes?id=n-1"]);
  });

  test("whose later step is refused is dead, and its replay asks before it sends", async () => {
    const { file, next, paths, replay } = setup([answered(201), refused, answered(206), filedAt("p-1")]);
    const delivery = await file("probedShelf");
    expect(delivery).toMatchObject({ state: "dead", error: { code: "no_room" } });
    replay(idOf(delivery));
    expect(await next("probedShelf")).toMatchObject({ state: "applied" });
    expect(paths().slice(2)).toEqual(["GET /notes?id=n-1", "POST /shelved"]);
  });

  test("that has only read so far has done nothing", async () => {
    const { file, next } = setup([answered(201), connectionRefused, answered(201), refused]);
    const delivery = await file("lookedUp");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, doubtSinceMs: undefined });
    await next("lookedUp");
    expect(delivery).toMatchObject({ state: "dead", era: 1, doubtSinceMs: undefined });
  });

  test("that never ends is stopped, in doubt", async () => {
    const { file, vendor } = setup(
      Array.from({ length: 20 }, () => answered(201)),
      withOperation({ interpret: () => ({ kind: "next", request: post, carry: null }) }),
    );
    expect(await file("keyed")).toMatchObject({ state: "waiting", error: { code: "tooManySteps" } });
    expect(vendor.sent.length).toBeLessThan(20);
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
      const { file, vendor } = setup([], withOperation({ [where]: boom }));
      const message = `The adapter threw in ${where}: boom`;
      expect(await file("keyed")).toMatchObject({
        state: "blocked",
        error: { code: "adapterError", message },
      });
      expect(vendor.sent).toEqual([]);
    },
  );

  test("in interpret leaves the effect in doubt", async () => {
    const { file } = setup([filedAt("p-1")], withOperation({ interpret: boom }));
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
    const { file, next, vendor } = setup(answers, withOperation({ idempotency: "probe", probe }));
    const delivery = await file("keyed");
    await next("keyed");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, error: { code: "adapterError" } });
    expect(delivery.error?.message).toBe(`The adapter threw in ${where}: boom`);
    expect(vendor.sent).toHaveLength(answers.length);
  });

  test("or gives nothing back after the send leaves the effect in doubt", async () => {
    const { file } = setup([filedAt("p-1")], withOperation({ interpret: () => undefined }));
    expect(await file("keyed")).toMatchObject({ state: "waiting", error: { code: "adapterError" } });
  });
});

describe("a message", () => {
  test("that the adapter skips is settled without a request, with the reason", async () => {
    const { file, vendor } = setup([]);
    const delivery = await file("picky", { noteId: "n-1", text: "secret" });
    expect(delivery).toMatchObject({ state: "unchanged", reason: "secrets are not filed" });
    expect(vendor.sent).toEqual([]);
  });

  test("may be refused by the adapter itself", async () => {
    const { file, vendor } = setup([]);
    expect(await file("picky", { noteId: "n-1", text: "" })).toMatchObject({ state: "dead" });
    expect(vendor.sent).toEqual([]);
  });

  test("that no longer fits its contract is blocked, and what is wrong is named without its value", async () => {
    const { file, vendor } = setup([]);
    // The contract was another when this was published.
    const old = { noteId: "n-1", text: 4_111_111_111_111_111 } as unknown as typeof note;
    const delivery = await file("keyed", old);
    expect(delivery).toMatchObject({ state: "blocked", error: { code: "contract" } });
    expect(delivery.error?.message).toContain("note.taken.v1: /data/text");
    expect(delivery.error?.message).not.toContain("4111");
    expect(vendor.sent).toEqual([]);
  });
});
