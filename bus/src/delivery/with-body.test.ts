import { hash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nothing } from "../bodies/stored-body.ts";
import { openBench } from "../testing/delivery/bench.ts";
import { answered, filedAt, refused, scriptedVendor } from "../testing/delivery/scripted-vendor.ts";
import { memoryBodies } from "../testing/memory/memory-bodies.ts";
import { toyAdapter } from "../testing/delivery/toy-adapter.ts";
import type { Gate } from "./gate.ts";
import type { Answer } from "./ports.ts";
import type { Token } from "./token.ts";

/** A bench whose messages' bytes are stored; `held` is what the process has in memory of them. */
function setup(operation: string, ...answers: readonly Answer[]) {
  const vendor = scriptedVendor(...answers);
  const store = memoryBodies();
  const held = { now: 0, most: 0 };
  const condition = { away: false };
  const bodies: typeof store = {
    ...store,
    load: (stored) => (condition.away ? Promise.reject(new Error("no connection")) : store.load(stored)),
    take: async (...asked) => {
      const letGo = await store.take(...asked);
      held.most = Math.max(held.most, (held.now += 1));
      return () => {
        held.now -= 1;
        letGo();
      };
    },
  };
  const bench = openBench({ operation, vendor, bodies });
  const large = async (noteId = "n-1"): Promise<Token> => {
    const token = bench.token(noteId);
    const owner = { ...token.envelope, digest: hash("sha256", "note", "buffer") };
    return { ...token, body: nothing, stored: await store.keep(owner, token.body) };
  };
  return { ...bench, vendor, store, held, condition, large };
}

const notesOf = (body: string | undefined): unknown => JSON.parse(body ?? "{}");

describe("a message that was too long to travel", () => {
  test("is delivered like any other, and is let go of afterwards", async () => {
    const { deliver, large, delivery, vendor, held } = setup("keyed", filedAt("p-1"));
    const token = await large();
    await deliver(token);
    expect(delivery(token)).toMatchObject({ state: "applied", vendorReference: "p-1" });
    expect(notesOf(vendor.sent[0]?.request.body)).toEqual({ noteId: "n-1", text: "two coffees" });
    expect(held).toEqual({ now: 0, most: 1 });
  });

  test("is kept by its reference where its delivery fails", async () => {
    const { deliver, large, ledger, delivery } = setup("keyed", refused);
    const token = await large();
    await deliver(token);
    expect(delivery(token).state).toBe("dead");
    expect(ledger.settlements[0]?.token).toEqual(token);
  });

  test("is blocked with the next step where its bytes are gone: nothing is sent, nobody crashes", async () => {
    const { deliver, large, delivery, store, vendor } = setup("keyed");
    const token = await large();
    if (token.stored) await store.drop(token.stored);
    await deliver(token);
    expect(delivery(token)).toMatchObject({ state: "blocked", error: { code: "bodyGone" } });
    expect(delivery(token).error?.message).toContain("Publish the message again");
    expect(vendor.sent).toEqual([]);
  });

  test("waits while its store is away: nothing is claimed, no attempt is charged, nothing comes into doubt", async () => {
    const { deliver, large, delivery, condition, held, ledger, clock } = setup("keyed", filedAt("p-1"));
    condition.away = true;
    const token = await large();
    await deliver(token);
    expect(delivery(token)).toMatchObject({
      state: "waiting",
      starts: 0,
      attempts: 0,
      doubtSinceMs: undefined,
    });
    expect(held.now).toBe(0);
    condition.away = false;
    clock.advance(15_000);
    const [due] = ledger.takeDue("toy.keyed");
    if (due) await deliver(due);
    expect(delivery(token).state).toBe("applied");
  });

  test("is not begun by a worker that is told to stop while it waits for room", async () => {
    const { line, deliver, large, ledger } = setup("keyed");
    const stopping = new AbortController();
    line.ports.bodies.take = (_party, _bytes, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      });
    const delivering = deliver(await large(), stopping.signal);
    stopping.abort(new Error("stopping"));
    await expect(delivering).rejects.toThrow("stopping");
    expect(ledger.deliveries.size).toBe(0);
  });

  test("of a batched operation goes in a call of its own, beside those that travelled", async () => {
    const filed = (noteId: string) => answered(200, { results: [{ noteId, place: `p-${noteId}` }] });
    const { deliver, large, token, delivery, vendor, held } = setup(
      "keyedBatch",
      filed("a"),
      filed("b"),
      filed("c"),
    );
    const tokens = [await large("a"), await large("b"), token("c")];
    await Promise.all(tokens.map((each) => deliver(each)));
    expect(vendor.sent.map(({ request }) => notesOf(request.body))).toMatchObject([
      { notes: [{ noteId: "a" }] },
      { notes: [{ noteId: "b" }] },
      { notes: [{ noteId: "c" }] },
    ]);
    expect(tokens.map((each) => delivery(each).state)).toEqual(["applied", "applied", "applied"]);
    expect(held.now).toBe(0);
  });

  test("of a batched operation waits or is blocked as any other", async () => {
    const { deliver, large, delivery, store, condition } = setup("keyedBatch");
    const [away, gone] = [await large("a"), await large("b")];
    condition.away = true;
    await deliver(away);
    condition.away = false;
    if (gone.stored) await store.drop(gone.stored);
    await deliver(gone);
    expect([delivery(away).state, delivery(gone).state]).toEqual(["waiting", "blocked"]);
  });

  test("is read for the key of its limit too; where that cannot be told now it waits later on", async () => {
    const keyed = {
      ...toyAdapter.operations.keyed,
      limiterKey: ({ noteId }: { noteId: string }) => `of ${noteId}`,
    };
    const adapter = { ...toyAdapter, operations: { keyed } };
    const store = memoryBodies();
    const keys: (string | undefined)[] = [];
    const gate: Gate = {
      circuit: "closed",
      admit: async (work, ask) => {
        keys.push(ask.key);
        return { kind: "done", value: (await work()).value };
      },
    };
    const vendor = scriptedVendor(filedAt("p-1"));
    const bench = openBench({ operation: "keyed", vendor, adapter, gate, bodies: store });
    const [token, other] = [bench.token("a"), bench.token("b")];
    const digest = hash("sha256", "note", "buffer");
    const stored = await store.keep({ ...token.envelope, digest }, token.body);
    await bench.deliver({ ...token, body: nothing, stored });
    bench.line.ports.bodies.load = () => Promise.reject(new Error("no connection"));
    await bench.deliver({ ...other, body: nothing, stored });
    expect(keys).toEqual(["of a", undefined]);
    expect([bench.delivery(token).state, bench.delivery(other).state]).toEqual(["applied", "waiting"]);
  });
});
