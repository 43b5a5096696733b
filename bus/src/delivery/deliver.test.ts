import { describe, expect, test } from "vitest";
import { openBench } from "../testing/delivery/bench.ts";
import {
  answered,
  connectionRefused,
  connectionReset,
  filedAt,
  refused,
  scriptedVendor,
} from "../testing/delivery/scripted-vendor.ts";
import { noteToken } from "../testing/delivery/note.ts";
import type { Gate } from "./gate.ts";
import { lifeOf } from "./life.ts";
import type { Line } from "./line.ts";
import type { Answer, Memory, Recalled } from "./ports.ts";
import type { Token } from "./token.ts";

type Answers = readonly (Answer | (() => Answer))[];

const setup = (operation: string, ...answers: Answers) => {
  const vendor = scriptedVendor(...answers);
  return { ...openBench({ operation, vendor }), vendor };
};

const deliverOn = (line: Line, token: Token) => lifeOf(line)(token, new AbortController().signal);

describe("a token", () => {
  test("that does not name its route has done its work, and claims nothing", async () => {
    const { deliver, ledger } = setup("keyed");
    expect(await deliver(noteToken({ routes: ["toy.natural"] }))).toEqual({ kind: "done" });
    expect(ledger.deliveries.size).toBe(0);
  });

  test("is done only when the outcome is written, and leaves one line for the log", async () => {
    const { deliver, token, delivery } = setup("keyed", refused);
    const first = token();
    expect(await deliver(first)).toEqual({
      kind: "done",
      log: {
        route: "toy.keyed",
        messageId: first.envelope.id,
        attempt: 1,
        outcome: "rejected",
        state: "dead",
        code: "no_room",
        durationMs: 0,
        traceId: undefined,
      },
    });
    expect(delivery(first).state).toBe("dead");
  });

  test("of a live claim is held until the lease ends, and sends nothing", async () => {
    const { deliver, token, line, clock, vendor } = setup("keyed");
    const first = token();
    await line.claim(first);
    clock.advance(10_000);
    expect(await deliver(first)).toEqual({ kind: "hold", forMs: 20_000 });
    expect(vendor.sent).toEqual([]);
  });

  test("whose fence was lost meanwhile is looked at again at once", async () => {
    const { deliver, token, line, clock, delivery, route } = setup("keyed", () => {
      clock.advance(route.policy.leaseMs + 1);
      void line.claim(first);
      return filedAt("p-1");
    });
    const first = token();
    expect(await deliver(first)).toEqual({ kind: "hold", forMs: 0, tried: true });
    expect(delivery(first)).toMatchObject({ state: "running", starts: 2 });
  });

  test("that was tried and whose claim the ledger has forgotten is in doubt: it is probed, not sent again", async () => {
    const { deliver, token, ledger, delivery, vendor, clock } = setup(
      "probed",
      () => {
        // A failover of the database that lost the claim.
        (ledger.deliveries as Map<string, unknown>).clear();
        return filedAt("p-1");
      },
      filedAt("p-1"),
    );
    const first = token();
    expect(await deliver(first)).toEqual({ kind: "hold", forMs: 0, tried: true });
    await deliver({ ...first, tried: true });
    expect(delivery(first)).toMatchObject({ state: "waiting", doubtSinceMs: clock.now() });
    clock.advance(60_000);
    const [retry] = ledger.takeDue("toy.probed");
    if (retry) await deliver(retry);
    expect(delivery(first)).toMatchObject({ state: "applied", vendorReference: "p-1" });
    expect(vendor.sent.map(({ request }) => request.method)).toEqual(["POST", "GET"]);
  });

  test("of a settled delivery is done, and sends nothing", async () => {
    const { deliver, token, vendor } = setup("keyed", filedAt("p-1"));
    const first = token();
    await deliver(first);
    expect(await deliver(first)).toEqual({ kind: "done" });
    expect(vendor.sent).toHaveLength(1);
  });
});

describe("the gate", () => {
  const passedOf = async (...answers: Answers) => {
    const seen: unknown[] = [];
    const watched: Gate = {
      circuit: "closed",
      admit: async (work) => {
        const { health, shutForMs, value } = await work();
        seen.push([health, shutForMs]);
        return { kind: "done", value };
      },
    };
    const { deliver, token } = openBench({
      operation: "keyed",
      vendor: scriptedVendor(...answers),
      gate: watched,
    });
    await deliver(token());
    return seen;
  };

  test.each([
    ["an answer", filedAt("p-1"), ["up", 0]],
    ["a refusal", refused, ["up", 0]],
    ["429 with Retry-After", answered(429, {}, { "retry-after": "7" }), ["up", 7_000]],
    ["429 without", answered(429), ["up", 1_000]],
    [
      "429 for a hundred years: for a week",
      answered(429, {}, { "retry-after": "99999999" }),
      ["up", 604_800_000],
    ],
    ["500", answered(500), ["down", 0]],
    ["no connection", connectionRefused, ["down", 0]],
    ["silence", { kind: "noAnswer", code: "timeout", message: "no answer" } as const, ["down", 0]],
    ["a broken connection", connectionReset, ["untouched", 0]],
  ])("learns from %s", async (_, answer, learned) => {
    expect(await passedOf(answer)).toEqual([learned]);
  });
});

describe("time", () => {
  test("that ran out before the send costs no attempt: it was ours", async () => {
    const { deliver, token, delivery, clock, line, vendor, route } = setup("probed");
    const claim = line.claim;
    const slow = {
      ...line,
      // The database was away; the lease that it gave in the end is older than it looks from here.
      claim: async (given: Parameters<typeof claim>[0]) => {
        clock.advance(route.policy.leaseMs);
        return claim(given);
      },
    };
    const first = token();
    Object.assign(line, slow);
    expect(await deliver(first)).toMatchObject({
      kind: "done",
      log: { outcome: "notYet", state: "waiting" },
    });
    expect(delivery(first)).toMatchObject({
      attempts: 0,
      doubtSinceMs: undefined,
      nextAttemptAtMs: clock.now(),
    });
    expect(vendor.sent).toEqual([]);
  });

  test("that ran out between two steps leaves the first in doubt, costs no attempt, and the probe waits", async () => {
    const { deliver, token, delivery, clock } = setup("probedShelf", () => {
      clock.advance(26_000);
      return answered(201);
    });
    const first = token();
    await deliver(first);
    expect(delivery(first)).toMatchObject({ state: "waiting", attempts: 0, doubtSinceMs: clock.now() });
    expect((delivery(first).nextAttemptAtMs ?? 0) - clock.now()).toBe(12_000);
  });

  test("for all steps together ends before the lease does", async () => {
    const { deliver, token, clock, vendor } = setup(
      "keyedShelf",
      () => {
        clock.advance(9_000);
        return answered(201);
      },
      () => {
        clock.advance(9_000);
        return answered(201);
      },
      filedAt("p-1"),
    );
    await deliver(token());
    expect(vendor.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 10_000]);
    const late = setup(
      "keyedShelf",
      () => {
        late.clock.advance(18_000);
        return answered(201);
      },
      filedAt("p-1"),
    );
    await late.deliver(late.token());
    expect(late.vendor.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 7_000]);
  });
});

describe("a worker that died", () => {
  test("leaves a doubt that is probed after the vendor's quiet time, not at once", async () => {
    const { deliver, token, delivery, line, clock, vendor, ledger } = setup("probed", filedAt("p-1"));
    const first = token();
    await line.claim(first);
    clock.advance(30_001);
    await deliver(first);
    expect(vendor.sent).toEqual([]);
    expect(delivery(first)).toMatchObject({ state: "waiting", attempts: 0 });
    expect((delivery(first).nextAttemptAtMs ?? 0) - clock.now()).toBe(12_000);
    clock.advance(12_000);
    for (const retry of ledger.takeDue("toy.probed")) await deliver(retry);
    expect(delivery(first)).toMatchObject({ state: "applied" });
    expect(vendor.sent.map(({ request }) => request.method)).toEqual(["GET"]);
  });

  test.each([
    ["keyed", "POST", "applied"],
    ["natural", "PUT", "applied"],
  ])("leaves a doubt that %s settles by sending again", async (operation, method, state) => {
    const { deliver, token, delivery, line, clock, vendor } = setup(operation, filedAt("p-1"));
    const first = token();
    await line.claim(first);
    clock.advance(30_001);
    await deliver(first);
    expect(delivery(first)).toMatchObject({ state, starts: 2 });
    expect(vendor.sent.map(({ request }) => request.method)).toEqual([method]);
  });

  test("leaves a question where the vendor cannot be asked", async () => {
    const { deliver, token, delivery, line, clock, vendor } = setup("bare");
    const first = token();
    await line.claim(first);
    clock.advance(30_001);
    await deliver(first);
    expect(delivery(first)).toMatchObject({ state: "inDoubt", error: { code: "unanswered" } });
    expect(vendor.sent).toEqual([]);
  });

  test("twice in a row without an outcome has its last start alone, and that start counts only there", async () => {
    const { deliver, token, delivery, line, clock, vendor, ledger } = setup("keyed", filedAt("p-1"));
    const first = token();
    for (let start = 0; start < 2; start += 1) {
      await line.claim(first);
      clock.advance(30_001);
    }
    expect(await deliver(first)).toMatchObject({ kind: "done" });
    expect(delivery(first)).toMatchObject({ state: "waiting", suspect: true, barren: 2 });
    expect(vendor.sent).toEqual([]);
    const [alone] = ledger.takeDue("toy.keyed");
    if (!alone) throw new Error("nothing is due");
    await deliverOn({ ...line, quarantined: true }, alone);
    expect(delivery(first)).toMatchObject({ state: "applied", suspect: false, starts: 4 });
  });

  test("three times in a row without an outcome was killed by its message: that is dead, in doubt", async () => {
    const { deliver, token, delivery, line, clock, vendor, replay, ledger } = setup("keyed", filedAt("p-1"));
    const first = token();
    for (let start = 0; start < 3; start += 1) {
      await line.claim(first);
      clock.advance(30_001);
    }
    await deliver(first);
    expect(delivery(first)).toMatchObject({
      state: "dead",
      starts: 4,
      attempts: 0,
      error: { code: "poison" },
    });
    expect(delivery(first).doubtSinceMs).toBeDefined();
    expect(vendor.sent).toEqual([]);
    replay(first);
    for (const retry of ledger.takeDue("toy.keyed")) await deliver(retry);
    expect(delivery(first)).toMatchObject({ state: "applied", starts: 5 });
  });
});

describe("a fact that is needed", () => {
  const recalling = (recalled: Recalled, ...answers: Answers) => {
    const vendor = scriptedVendor(...answers);
    const memory: Memory = { recall: async () => recalled };
    return { ...openBench({ operation: "recalling", vendor, memory }), vendor };
  };

  test("and is remembered arrives in the request", async () => {
    const fact = { kind: "note", id: "n-1", vendorId: "p-7", facts: {} };
    const { deliver, token, vendor } = recalling({ kind: "found", fact }, filedAt("p-1"));
    await deliver(token());
    expect(vendor.sent[0]?.request.path).toBe("/notes/p-7");
  });

  test("and is still to be written is waited for, at no cost, ever more seldom", async () => {
    const { deliver, token, delivery, clock, ledger, vendor } = recalling({ kind: "pending" });
    const first = token();
    await deliver(first);
    expect(delivery(first)).toMatchObject({
      state: "waiting",
      attempts: 0,
      reason: "waits for natural of n-1",
    });
    const waits: number[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      const waitMs = (delivery(first).nextAttemptAtMs ?? 0) - clock.now();
      waits.push(waitMs);
      clock.advance(waitMs);
      for (const retry of ledger.takeDue("toy.recalling")) await deliver(retry);
    }
    expect(delivery(first)).toMatchObject({ state: "waiting", attempts: 0 });
    expect([waits[0], Math.max(...waits)]).toEqual([2_000, 60_000]);
    expect(vendor.sent).toEqual([]);
  });

  test("and will never be written, since its delivery had no effect, leaves nothing to do", async () => {
    const { deliver, token, delivery } = recalling({ kind: "without", reason: "guest order" });
    const first = token();
    await deliver(first);
    expect(delivery(first)).toMatchObject({ state: "unchanged", reason: "guest order" });
  });

  test("and that nobody knows of is waited for while the message is young, then blocks and says what to publish", async () => {
    const { deliver, token, delivery, clock, ledger } = recalling({ kind: "unknown" });
    const first = token();
    await deliver(first);
    expect(delivery(first)).toMatchObject({ state: "waiting", attempts: 0 });
    clock.advance(60_000);
    for (const retry of ledger.takeDue("toy.recalling")) await deliver(retry);
    expect(delivery(first)).toMatchObject({
      state: "blocked",
      attempts: 0,
      error: { code: "nothingRemembered" },
    });
    expect(delivery(first).error?.message).toContain("natural has not been applied for it on toy");
  });
});

describe("what is kept of an attempt", () => {
  const kept = (bench: ReturnType<typeof setup>) => bench.ledger.settlements[0];

  test("names worker, adapter version, trace, outcome and time", async () => {
    const bench = setup("keyed", () => {
      bench.clock.advance(120);
      return filedAt("p-1");
    });
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const first = noteToken({
      routes: ["toy.keyed"],
      extensions: { traceparent: `00-${trace}-b7ad6b7169203331-01` },
    });
    await bench.deliver(first);
    expect(kept(bench)?.attempt).toEqual({
      startedAtMs: bench.clock.now() - 120,
      durationMs: 120,
      outcome: "applied",
      code: undefined,
      message: undefined,
      exchange: undefined,
      worker: "bench",
      adapterVersion: "1.2.3",
      traceId: trace,
    });
    // The vendor sees the message's own trace, under another span.
    const sent = bench.vendor.sent[0]?.headers["traceparent"];
    expect(sent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(sent).not.toContain("b7ad6b7169203331");
  });

  test("shows request and answer of what did not go well, without what is personal", async () => {
    const refusal = {
      code: "no_room",
      message: "No room for jane.doe@example.com, call +1 (555) 123-4567",
      guest: { name: "Jane Doe" },
    };
    const bench = setup("keyed", answered(400, refusal, { "request-id": "req_1" }));
    const first = bench.token();
    await bench.deliver(first);
    const { attempt, transition } = kept(bench) ?? {};
    expect(JSON.parse(attempt?.exchange?.response ?? "")).toMatchObject({
      status: 400,
      vendorRequestId: "req_1",
    });
    expect(attempt?.exchange?.request).toContain('"path":"/notes"');
    const everything = JSON.stringify([attempt, transition, bench.delivery(first).error]);
    for (const personal of ["jane", "Jane", "Doe", "555", "two coffees"])
      expect(everything).not.toContain(personal);
    expect(attempt?.message).toContain("No room for");
  });

  test("is capped, whatever the adapter takes for a message", async () => {
    const bench = setup("keyed", answered(400, { code: "x".repeat(9_999), message: "long ".repeat(90_000) }));
    const first = bench.token();
    await bench.deliver(first);
    expect(bench.delivery(first).error?.message.length).toBeLessThan(1_100);
    expect(bench.delivery(first).error?.code.length).toBeLessThan(1_100);
  });

  test("says what happened on the wire where there was no answer", async () => {
    const bench = setup("keyed", connectionReset);
    await bench.deliver(bench.token());
    expect(kept(bench)?.attempt).toMatchObject({ outcome: "inDoubt", code: "ECONNRESET" });
    expect(kept(bench)?.attempt.exchange?.response).toContain("ECONNRESET");
  });
});
