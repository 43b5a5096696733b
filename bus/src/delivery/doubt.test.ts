import { describe, expect, test } from "vitest";
import { fileNotes } from "../testing/delivery/file-notes.ts";
import {
  answered,
  connectionRefused,
  connectionReset,
  filedAt,
  refused,
} from "../testing/delivery/scripted-vendor.ts";

const hourMs = 3_600_000;

describe("a probe", () => {
  test("waits until the call can no longer land and the vendor's reads have caught up", async () => {
    const { file, clock } = fileNotes([connectionReset]);
    const delivery = await file("probed");
    expect((delivery.nextAttemptAtMs ?? 0) - clock.now()).toBeGreaterThanOrEqual(10_000 + 2_000);
  });

  test("that finds it applied gives the same reference, facts and messages, and nothing is sent", async () => {
    const direct = fileNotes([filedAt("p-1")]);
    await direct.file("probed");
    const { file, next, paths, ledger, emitted } = fileNotes([connectionReset, filedAt("p-1")]);
    await file("probed");
    expect(await next("probed")).toMatchObject({ state: "applied", vendorReference: "p-1" });
    expect(paths()).toEqual(["POST /notes", "GET /notes?id=n-1"]);
    expect(ledger.facts).toEqual(direct.ledger.facts);
    expect(emitted).toEqual(direct.emitted);
  });

  test("that finds nothing lets it be sent", async () => {
    const { file, next, paths } = fileNotes([connectionReset, answered(404), filedAt("p-1")]);
    await file("probed");
    expect(await next("probed")).toMatchObject({ state: "applied", doubtSinceMs: undefined });
    expect(paths()).toEqual(["POST /notes", "GET /notes?id=n-1", "POST /notes"]);
  });

  test("that finds nothing ends the doubt: what is refused then is refused", async () => {
    const { file, next } = fileNotes([connectionReset, answered(404), refused]);
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
      const { file, next, ledger, vendor } = fileNotes([connectionReset, ...many, filedAt("p-1")]);
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
    const { file, next } = fileNotes([connectionReset, ...Array.from({ length: 39 }, () => answered(300))]);
    const delivery = await file("probed");
    for (let turn = 0; turn < 38; turn += 1) {
      await next("probed");
      expect(delivery.state).toBe("waiting");
    }
    await next("probed");
    expect(delivery).toMatchObject({ state: "inDoubt", error: { code: "probeUnclear" } });
  });

  test("that finds the first steps done goes on from there", async () => {
    const { file, next, paths } = fileNotes([answered(201), connectionReset, answered(206), filedAt("p-1")]);
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
      const { file, next } = fileNotes([answered(201), connectionReset, answered(206), answer]);
      const delivery = await file("probedShelf");
      await next("probedShelf");
      expect(delivery).toMatchObject({ state, era: 0 });
      expect(delivery.doubtSinceMs).toBeDefined();
    },
  );
});

describe("a key", () => {
  test("is another one after a refusal and a replay: some vendors keep a refusal with its key", async () => {
    const { file, next, keys, replay } = fileNotes([refused, filedAt("p-1")]);
    replay(await file("keyed"));
    expect(await next("keyed")).toMatchObject({ state: "applied", era: 1 });
    expect(new Set(keys()).size).toBe(2);
  });

  test("is the same one after a replay that follows no refusal", async () => {
    const { file, next, keys, clock, replay } = fileNotes([
      connectionReset,
      connectionRefused,
      filedAt("p-1"),
    ]);
    const delivery = await file("keyed");
    clock.advance(23 * hourMs);
    delivery.attempts = 39;
    expect(await next("keyed")).toMatchObject({ state: "dead" });
    replay(delivery);
    expect(await next("keyed")).toMatchObject({ state: "applied" });
    expect(new Set(keys()).size).toBe(1);
  });

  test("that the vendor may have forgotten is not used: a person is asked", async () => {
    const { file, clock, next, vendor } = fileNotes([connectionReset]);
    const delivery = await file("keyed");
    clock.advance(24 * hourMs);
    await next("keyed");
    expect(delivery).toMatchObject({ state: "inDoubt", error: { code: "keyExpired" } });
    expect(vendor.sent).toHaveLength(1);
  });

  test("ages from the first doubt on, whatever came between", async () => {
    const { file, clock, next, vendor } = fileNotes([connectionReset, connectionRefused, answered(429)]);
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
    const { file, keys } = fileNotes([answered(201), filedAt("p-1")]);
    expect(await file("keyedShelf")).toMatchObject({ state: "applied" });
    expect(new Set(keys()).size).toBe(2);
  });

  test("stays where a later step is refused: the earlier one was done under it", async () => {
    const { file, next, keys, replay } = fileNotes([answered(201), refused, answered(201), filedAt("p-1")]);
    const delivery = await file("keyedShelf");
    expect(delivery).toMatchObject({ state: "dead", era: 0 });
    replay(delivery);
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
    const { file, next, paths } = fileNotes([answered(201), answer, filedAt("p-1")]);
    expect(await file("probedShelf")).toMatchObject({ state: "waiting", reason: "probe", attempts: 1 });
    await next("probedShelf");
    expect(paths()).toEqual(["POST /shelves", "POST /shelved", "GET /notes?id=n-1"]);
  });

  test("whose later step is refused is dead, and its replay asks before it sends", async () => {
    const { file, next, paths, replay } = fileNotes([answered(201), refused, answered(206), filedAt("p-1")]);
    const delivery = await file("probedShelf");
    expect(delivery).toMatchObject({ state: "dead", error: { code: "no_room" } });
    replay(delivery);
    expect(await next("probedShelf")).toMatchObject({ state: "applied" });
    expect(paths().slice(2)).toEqual(["GET /notes?id=n-1", "POST /shelved"]);
  });

  test("that has only read so far has done nothing", async () => {
    const { file, next } = fileNotes([answered(201), connectionRefused, answered(201), refused]);
    const delivery = await file("lookedUp");
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, doubtSinceMs: undefined });
    await next("lookedUp");
    expect(delivery).toMatchObject({ state: "dead", era: 1, doubtSinceMs: undefined });
  });
});
