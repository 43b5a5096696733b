import { describe, expect, test } from "vitest";
import type { Transition } from "../delivery/decide.ts";
import type { Claimed, ClaimResult, ClaimTerms, Ledger, Settlement } from "../delivery/ledger.ts";
import type { Memory } from "../delivery/ports.ts";
import type { DeliveryState } from "../delivery/states.ts";
import type { Token } from "../delivery/token.ts";
import { noteToken } from "./delivery/note.ts";

/** What every ledger knows of a delivery. */
export type LedgerEntry = {
  readonly state: DeliveryState;
  readonly starts: number;
  readonly barren: number;
  readonly attempts: number;
  readonly generation: number;
  readonly era: number;
  readonly inDoubt: boolean;
  readonly reason: string | undefined;
  readonly vendorReference: string | undefined;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** Whether it is kept by more than its token. */
  readonly stored: boolean;
};

/** A ledger with what a test needs around it. */
export type LedgerUnderTest = {
  readonly ledger: Ledger;
  readonly memory: Memory;
  /** Lets time pass for everything that the ledger wrote down. */
  readonly pass: (ms: number) => Promise<void>;
  readonly entry: (token: Token) => Promise<LedgerEntry | undefined>;
  /** The scheduler: retry tokens of what is due. */
  readonly takeDue: () => Promise<readonly Token[]>;
  /** The sweeper: deliveries whose worker died and whose message is stored are made to wait. */
  readonly returnExpired: (quietMs: number) => Promise<void>;
  /** The operator: `dead → waiting`, due, in another life. */
  readonly replay: (token: Token) => Promise<void>;
};

const route = "toy.takeNote";
const leaseMs = 30_000;
const dayMs = 86_400_000;

/** The rules of a ledger, for every implementation. */
export function ledgerSuite(open: () => Promise<LedgerUnderTest>): void {
  let fence = 0;
  const setup = async () => {
    const parts = await open();
    const { ledger } = parts;
    const terms = (): ClaimTerms => ({ worker: "w-1", fence: (fence += 1), leaseMs });
    const claimAll = (tokens: readonly Token[]) => ledger.claim(route, tokens, terms());
    const claim = async (token: Token) => only(await claimAll([token]));
    const claimed = async (token: Token) => mustBeClaimed(await claim(token));
    const settleAll = (settlements: readonly Settlement[]) => ledger.settle(route, settlements);
    const settle = async (token: Token, won: Claimed, transition: Transition) =>
      only(await settleAll([settlement(token, won, transition)]));
    /** A delivery that has failed once and waits for its retry. */
    const failedOnce = async (token = noteToken()) => {
      await settle(token, await claimed(token), waiting);
      await parts.pass(1_000);
      return { token, retry: only(await parts.takeDue()) };
    };
    return { ...parts, claimAll, claim, claimed, settleAll, settle, failedOnce };
  };

  describe("a first token", () => {
    test("claims a delivery that nobody has touched", async () => {
      const { claim } = await setup();
      expect(await claim(noteToken())).toMatchObject({
        kind: "claimed",
        starts: 1,
        barren: 1,
        attempts: 0,
        generation: 0,
        revision: 0,
        era: 0,
        doubtMs: undefined,
      });
    });

    test("that comes twice in one batch claims once, and is held for the other", async () => {
      const { claimAll } = await setup();
      const [token, other] = [noteToken(), noteToken()];
      const results = await claimAll([token, other, token]);
      expect(results.map(({ kind }) => kind)).toEqual(["claimed", "claimed", "held"]);
    });

    test("is held until the lease of a live claim ends: it carries the only copy", async () => {
      const { claim, claimed, pass } = await setup();
      const token = noteToken();
      await claimed(token);
      await pass(10_000);
      const held = await claim(token);
      expect(held.kind).toBe("held");
      expect(held.kind === "held" && held.forMs).toBeGreaterThan(15_000);
      expect(held.kind === "held" && held.forMs).toBeLessThanOrEqual(20_000);
    });

    test("claims after the lease is over, in doubt, with every start counted", async () => {
      const { claimed, pass } = await setup();
      const token = noteToken();
      await claimed(token);
      await pass(leaseMs + 1);
      expect(await claimed(token)).toMatchObject({ starts: 2, barren: 2, attempts: 0 });
      await pass(leaseMs + 1);
      expect(await claimed(token)).toMatchObject({ starts: 3, barren: 3, attempts: 0 });
    });

    test("measures the doubt from the end of the lease, however late it is noticed", async () => {
      const { claimed, pass } = await setup();
      const token = noteToken();
      await claimed(token);
      await pass(2 * dayMs);
      const { doubtMs } = await claimed(token);
      expect(doubtMs).toBeGreaterThanOrEqual(2 * dayMs - leaseMs);
    });

    test("older than the ledger's memory is in doubt for all that time", async () => {
      const { claimed } = await setup();
      const { doubtMs } = await claimed(noteToken({ atMs: Date.now() - 20 * dayMs }));
      expect(doubtMs).toBeGreaterThan(13 * dayMs);
    });

    test("of a settled delivery has done its work", async () => {
      const { claim, claimed, settle } = await setup();
      const token = noteToken();
      await settle(token, await claimed(token), applied);
      expect(await claim(token)).toEqual({ kind: "notOurs" });
    });

    test("of a delivery that is stored has done its work, whatever the delivery does", async () => {
      const { claim, claimed, failedOnce } = await setup();
      const { token, retry } = await failedOnce();
      expect(await claim(token)).toEqual({ kind: "notOurs" });
      await claimed(retry);
      expect(await claim(token)).toEqual({ kind: "notOurs" });
    });

    test("is claimed once when several workers claim the same batch at the same time", async () => {
      const { claimAll } = await setup();
      const tokens = Array.from({ length: 500 }, () => noteToken());
      const all = await Promise.all([claimAll(tokens), claimAll(tokens.toReversed()), claimAll(tokens)]);
      const won = all.flat().filter(({ kind }) => kind === "claimed");
      expect(won).toHaveLength(500);
      expect(all.flat().filter(({ kind }) => kind === "held")).toHaveLength(1_000);
    });
  });

  describe("a retry token", () => {
    test("claims the start that it was sent for", async () => {
      const { claimed, failedOnce } = await setup();
      const { retry } = await failedOnce();
      expect(await claimed(retry)).toMatchObject({ starts: 2, barren: 1, attempts: 1, doubtMs: undefined });
    });

    test("that comes twice claims once, in one batch and later", async () => {
      const { claim, claimAll, failedOnce } = await setup();
      const { retry } = await failedOnce();
      const results = await claimAll([retry, retry]);
      expect(results.map(({ kind }) => kind)).toEqual(["claimed", "notOurs"]);
      expect(await claim(retry)).toEqual({ kind: "notOurs" });
    });

    test("of an earlier start is stale", async () => {
      const { claim, claimed, settle, pass, takeDue, failedOnce } = await setup();
      const { token, retry } = await failedOnce();
      await settle(token, await claimed(retry), waiting);
      await pass(1_000);
      await takeDue();
      expect(await claim(retry)).toEqual({ kind: "notOurs" });
    });

    test("of an earlier life is stale", async () => {
      const { claim, claimed, settle, takeDue, replay, failedOnce } = await setup();
      const { token, retry } = await failedOnce();
      await settle(token, await claimed(retry), dead);
      await replay(token);
      const replayed = only(await takeDue());
      const sameStart = { ...replayed, retry: { generation: 0, start: replayed.retry?.start ?? 0 } };
      expect(await claim(sameStart)).toEqual({ kind: "notOurs" });
      expect(await claim(replayed)).toMatchObject({ kind: "claimed", generation: 1, starts: 3 });
    });

    test("that is stale does not hide the right one in the same batch", async () => {
      const { claimed, claimAll, settle, pass, takeDue, failedOnce } = await setup();
      const { token, retry: stale } = await failedOnce();
      await settle(token, await claimed(stale), waiting);
      await pass(1_000);
      const right = only(await takeDue());
      const results = await claimAll([stale, right]);
      expect(results.map(({ kind }) => kind)).toEqual(["notOurs", "claimed"]);
    });

    test("without a delivery claims nothing", async () => {
      const { claim, entry } = await setup();
      const token = { ...noteToken(), retry: { generation: 0, start: 1 } };
      expect(await claim(token)).toEqual({ kind: "notOurs" });
      expect(await entry(token)).toBeUndefined();
    });
  });

  describe("a settle", () => {
    test("writes what was decided", async () => {
      const { claimed, settle, entry } = await setup();
      const token = noteToken();
      expect(await settle(token, await claimed(token), applied)).toBe(true);
      expect(await entry(token)).toEqual({
        state: "applied",
        starts: 1,
        barren: 0,
        attempts: 0,
        generation: 0,
        era: 0,
        inDoubt: false,
        reason: undefined,
        vendorReference: "v-1",
        error: undefined,
        stored: false,
      });
    });

    test("of what is not done keeps the message, the error and the counters", async () => {
      const { claimed, settle, entry } = await setup();
      const token = noteToken();
      await settle(token, await claimed(token), { ...dead, era: 1, inDoubt: true });
      expect(await entry(token)).toMatchObject({
        state: "dead",
        attempts: 1,
        era: 1,
        inDoubt: true,
        error: { code: "refused", message: "The vendor said no." },
        stored: true,
      });
    });

    test("writes a batch of mixed outcomes, each its own", async () => {
      const { claimAll, settleAll, entry } = await setup();
      const tokens = Array.from({ length: 5 }, () => noteToken());
      const transitions = [applied, waiting, unchanged, dead, { ...applied, vendorReference: "v-5" }];
      const won = (await claimAll(tokens)).map(mustBeClaimed);
      const batch = tokens.map((token, n) => settlement(token, at(won, n), at(transitions, n)));
      expect(await settleAll(batch.toReversed())).toEqual([true, true, true, true, true]);
      const entries = await Promise.all(tokens.map((token) => entry(token)));
      expect(entries).toMatchObject([
        { state: "applied", vendorReference: "v-1", stored: false },
        { state: "waiting", stored: true },
        { state: "unchanged", reason: "nothing to do", stored: false },
        { state: "dead", stored: true },
        { state: "applied", vendorReference: "v-5", stored: false },
      ]);
    });

    test("under a lost fence writes nothing and says so", async () => {
      const { claimed, settle, pass, entry } = await setup();
      const token = noteToken();
      const lost = await claimed(token);
      await pass(leaseMs + 1);
      const won = await claimed(token);
      expect(await settle(token, lost, applied)).toBe(false);
      expect(await settle(token, lost, dead)).toBe(false);
      expect(await entry(token)).toMatchObject({ state: "running", error: undefined, stored: false });
      expect(await settle(token, won, applied)).toBe(true);
    });

    test("under a lost fence does not hide the good one in the same batch", async () => {
      const { claimed, settleAll, pass, entry } = await setup();
      const token = noteToken();
      const lost = await claimed(token);
      await pass(leaseMs + 1);
      const won = await claimed(token);
      const batch = [settlement(token, lost, unchanged), settlement(token, won, applied)];
      expect(await settleAll(batch)).toEqual([false, true]);
      expect(await entry(token)).toMatchObject({ state: "applied" });
    });

    test("that is repeated writes nothing: the delivery is settled already", async () => {
      const { claimed, settle } = await setup();
      const token = noteToken();
      const won = await claimed(token);
      await settle(token, won, applied);
      expect(await settle(token, won, dead)).toBe(false);
    });

    test("remembers facts, the last word on each", async () => {
      const { claimAll, claimed, settle, settleAll, memory } = await setup();
      const tokens = [noteToken(), noteToken()];
      const won = (await claimAll(tokens)).map(mustBeClaimed);
      await settleAll([
        settlement(at(tokens, 0), at(won, 0), {
          ...applied,
          facts: [fact("n-1", "v-1"), fact("n-2", "v-2")],
        }),
        settlement(at(tokens, 1), at(won, 1), applied),
      ]);
      const later = noteToken();
      await settle(later, await claimed(later), { ...applied, facts: [fact("n-2", "v-3")] });
      const recall = (...ids: readonly string[]) =>
        memory.recall("toy", { kind: "note", ids, writtenBy: "takeNote" });
      expect(await recall("n-1")).toEqual({ kind: "found", fact: fact("n-1", "v-1") });
      expect(await recall("n-0", "n-2", "n-1")).toEqual({ kind: "found", fact: fact("n-2", "v-3") });
      expect(await recall("n-0")).toEqual({ kind: "unknown" });
      expect(await memory.recall("toy-eu", { kind: "note", ids: ["n-1"], writtenBy: "takeNote" })).toEqual({
        kind: "unknown",
      });
    });

    test("remembers nothing under a lost fence", async () => {
      const { claimed, settle, pass, memory } = await setup();
      const token = noteToken();
      const lost = await claimed(token);
      await pass(leaseMs + 1);
      await claimed(token);
      await settle(token, lost, { ...applied, facts: [fact("n-9", "v-9")] });
      expect(await memory.recall("toy", { kind: "note", ids: ["n-9"], writtenBy: "takeNote" })).toEqual({
        kind: "unknown",
      });
    });

    test("takes whatever text a vendor gives, a NUL and half a surrogate pair too", async () => {
      const { claimAll, settleAll, entry } = await setup();
      const tokens = [noteToken(), noteToken(), noteToken()];
      const won = (await claimAll(tokens)).map(mustBeClaimed);
      const odd = "a\u0000b\ud800{\"\\,NULL}'";
      const batch = [
        settlement(at(tokens, 0), at(won, 0), { ...dead, error: { code: odd, message: odd } }),
        settlement(at(tokens, 1), at(won, 1), {
          ...applied,
          vendorReference: odd,
          facts: [{ kind: "note", id: odd, vendorId: odd, facts: { odd } }],
        }),
        settlement(at(tokens, 2), at(won, 2), { ...waiting, reason: odd }),
      ];
      expect(await settleAll(batch)).toEqual([true, true, true]);
      expect(await Promise.all(tokens.map((token) => entry(token)))).toMatchObject([
        { state: "dead" },
        { state: "applied" },
        { state: "waiting" },
      ]);
    });

    test("keeps the first doubt while doubt lasts, and ends it", async () => {
      const { claimed, settle, pass, takeDue } = await setup();
      const token = noteToken();
      await settle(token, await claimed(token), { ...waiting, inDoubt: true });
      await pass(60_000);
      const second = await claimed(only(await takeDue()));
      expect(second.doubtMs).toBeGreaterThanOrEqual(60_000);
      await settle(token, second, { ...waiting, inDoubt: true });
      await pass(60_000);
      const third = await claimed(only(await takeDue()));
      expect(third.doubtMs).toBeGreaterThanOrEqual(120_000);
      await settle(token, third, waiting);
      await pass(60_000);
      expect(await claimed(only(await takeDue()))).toMatchObject({ doubtMs: undefined });
    });

    test("ends the count of barren starts, and no other", async () => {
      const { claimed, settle, pass, takeDue } = await setup();
      const token = noteToken();
      await claimed(token);
      await pass(leaseMs + 1);
      await settle(token, await claimed(token), { ...waiting, attempts: 4 });
      await pass(1_000);
      expect(await claimed(only(await takeDue()))).toMatchObject({ starts: 3, barren: 1, attempts: 4 });
    });
  });

  describe("time", () => {
    test("makes a waiting delivery due when its delay is over, and not before", async () => {
      const { claimed, settle, pass, takeDue } = await setup();
      const token = noteToken();
      await settle(token, await claimed(token), { ...waiting, delayMs: 60_000 });
      await pass(59_000);
      expect(await takeDue()).toEqual([]);
      await pass(1_001);
      expect(await takeDue()).toMatchObject([
        {
          envelope: token.envelope,
          body: token.body,
          routes: token.routes,
          retry: { generation: 0, start: 1 },
        },
      ]);
      expect(await takeDue()).toEqual([]);
    });

    test("returns a stored delivery whose worker died, in doubt, after the vendor's quiet time", async () => {
      const { claim, claimed, pass, takeDue, returnExpired, entry, failedOnce } = await setup();
      const { token, retry } = await failedOnce();
      await claimed(retry);
      await pass(leaseMs + 1_000);
      await returnExpired(12_000);
      expect(await entry(token)).toMatchObject({ state: "running" });
      await pass(5_000);
      await returnExpired(12_000);
      expect(await entry(token)).toMatchObject({ state: "waiting", barren: 1, inDoubt: true });
      await pass(4_000);
      expect(await takeDue()).toEqual([]);
      await pass(3_000);
      const again = only(await takeDue());
      expect(await claim(retry)).toEqual({ kind: "notOurs" });
      const { starts, barren, attempts, doubtMs } = await claimed(again);
      expect({ starts, barren, attempts }).toEqual({ starts: 3, barren: 2, attempts: 1 });
      expect(doubtMs).toBeGreaterThanOrEqual(12_000);
    });

    test("leaves a delivery whose message is not stored to its token", async () => {
      const { claimed, pass, returnExpired, takeDue } = await setup();
      const token = noteToken();
      await claimed(token);
      await pass(leaseMs + 60_000);
      await returnExpired(0);
      expect(await takeDue()).toEqual([]);
      expect(await claimed(token)).toMatchObject({ starts: 2 });
    });
  });
}

const applied: Transition = {
  state: "applied",
  attempts: 0,
  era: 0,
  inDoubt: false,
  vendorReference: "v-1",
  facts: [],
};
const unchanged: Transition = {
  state: "unchanged",
  attempts: 0,
  era: 0,
  inDoubt: false,
  reason: "nothing to do",
  facts: [],
};
const waiting: Transition = {
  state: "waiting",
  attempts: 1,
  era: 0,
  inDoubt: false,
  delayMs: 500,
  reason: "backoff",
  error: { code: "ECONNREFUSED", message: "The connection failed." },
  facts: [],
};
const dead: Transition = {
  state: "dead",
  attempts: 1,
  era: 0,
  inDoubt: false,
  error: { code: "refused", message: "The vendor said no." },
  facts: [],
};

const fact = (id: string, vendorId: string) => ({ kind: "note", id, vendorId, facts: { cups: 2 } });

function settlement(token: Token, claim: Claimed, transition: Transition): Settlement {
  const attempt = {
    startedAtMs: Date.now(),
    durationMs: 12,
    outcome: transition.state,
    code: transition.error?.code,
    message: transition.error?.message ?? transition.reason,
    worker: "w-1",
    adapterVersion: "1",
  };
  return { token, claim, transition, attempt };
}

function mustBeClaimed(result: ClaimResult): Claimed {
  if (result.kind !== "claimed") throw new Error(`expected a claim, got ${result.kind}`);
  return result;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index}`);
  return item;
}

function only<T>(items: readonly T[]): T {
  if (items.length !== 1) throw new Error(`expected one item, got ${items.length}`);
  return at(items, 0);
}
