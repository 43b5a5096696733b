import { describe, expect, test } from "vitest";
import type { Token } from "../../delivery/token.ts";
import { noteToken } from "../delivery/note.ts";
import { applied, at, mustBeClaimed, waiting, type Acts } from "./acts.ts";

const id = "018f0000-0000-7000-8000-0000000000ba";
const other = "018f0000-0000-7000-8000-0000000000bb";

/** What deliveries that share a vendor call know of each other. */
export function batchRules(setup: () => Promise<Acts>): void {
  const notes = () => [noteToken({ noteId: "a" }), noteToken({ noteId: "b" }), noteToken({ noteId: "c" })];
  const termsOf = (tokens: readonly Token[], batchId = id, keyed = true) => ({
    id: batchId,
    sendable: tokens.map(({ envelope }) => envelope.id),
    keyed,
  });
  /** A keyed call of three without an answer; its retry tokens, all due. */
  const inDoubt = async (acts: Acts) => {
    const tokens = notes();
    const results = await acts.claimBatch(tokens, termsOf(tokens));
    for (const [index, result] of results.entries()) {
      await acts.settle(at(tokens, index), mustBeClaimed(result), { ...waiting, inDoubt: true });
    }
    await acts.pass(1_000);
    return { tokens, retries: await acts.takeDue() };
  };

  describe("a batch", () => {
    test("is claimed together, and each knows the call", async () => {
      const acts = await setup();
      const tokens = notes();
      const results = await acts.claimBatch(tokens, termsOf(tokens));
      expect(results.map(mustBeClaimed).map(({ batchId }) => batchId)).toEqual([id, id, id]);
    });

    test("that is keyed keeps its messages from the claim on", async () => {
      const acts = await setup();
      const tokens = notes();
      await acts.claimBatch(tokens, termsOf(tokens));
      expect(await acts.entry(at(tokens, 0))).toMatchObject({ state: "running", stored: true });
    });

    test("has no part in what cannot be sent", async () => {
      const acts = await setup();
      const tokens = notes();
      const results = await acts.claimBatch(tokens, termsOf(tokens.slice(1)));
      expect(mustBeClaimed(at(results, 0)).batchId).toBeUndefined();
    });

    test("in doubt stays the call that it was, whoever is claimed with it", async () => {
      const acts = await setup();
      const { retries } = await inDoubt(acts);
      const fresh = noteToken({ noteId: "d" });
      const together = [at(retries, 0), fresh];
      const results = await acts.claimBatch(together, termsOf(together, other));
      expect(results.map(mustBeClaimed).map(({ batchId }) => batchId)).toEqual([id, other]);
    });

    test("in doubt that is not keyed goes with any others", async () => {
      const acts = await setup();
      const { retries } = await inDoubt(acts);
      const results = await acts.claimBatch(retries, termsOf(retries, other, false));
      expect(new Set(results.map(mustBeClaimed).map(({ batchId }) => batchId))).toEqual(new Set([other]));
    });
  });

  describe("the rest of a batch", () => {
    const claimOne = async (acts: Acts) => {
      const { tokens, retries } = await inDoubt(acts);
      const under = acts.terms();
      const first = at(retries, 0);
      await acts.claimBatch([first], termsOf([first], other), under);
      const known = [first.envelope.id];
      return { tokens, retries, first, under, known };
    };

    test("is claimed whole, with messages and counters", async () => {
      const acts = await setup();
      const { tokens, under, known } = await claimOne(acts);
      const rest = await acts.claimRest(id, under, known);
      if (rest.kind !== "claimed") throw new Error(rest.kind);
      const ids = rest.rest.map(({ token }) => token.envelope.id);
      expect(ids.toSorted()).toEqual(
        tokens
          .map(({ envelope }) => envelope.id)
          .filter((each) => !known.includes(each))
          .toSorted(),
      );
      expect(rest.rest[0]?.claim).toMatchObject({ starts: 2, batchId: id, fence: under.fence });
      expect(rest.rest[0]?.token.body).toEqual(tokens.find(({ envelope }) => envelope.id === ids[0])?.body);
    });

    test("that was claimed without an answer is found again under the same fence", async () => {
      const acts = await setup();
      const { under, known } = await claimOne(acts);
      await acts.claimRest(id, under, known);
      expect(await acts.claimRest(id, under, known)).toMatchObject({
        kind: "claimed",
        rest: [{ claim: { starts: 2 } }, {}],
      });
    });

    test("is left alone while somebody else holds one of it", async () => {
      const acts = await setup();
      const { retries, under, known } = await claimOne(acts);
      await acts.claim(at(retries, 1));
      expect(await acts.claimRest(id, under, known)).toEqual({ kind: "elsewhere" });
      expect(await acts.entry(at(retries, 2))).toMatchObject({ state: "queued" });
    });

    test("can never be had once one of it is settled", async () => {
      const acts = await setup();
      const { retries, under, known } = await claimOne(acts);
      await acts.settle(at(retries, 1), await acts.claimed(at(retries, 1)), applied);
      expect(await acts.claimRest(id, under, known)).toEqual({ kind: "broken" });
    });

    test("of an unknown call cannot be had", async () => {
      const acts = await setup();
      expect(await acts.claimRest(other, acts.terms(), [])).toEqual({ kind: "broken" });
    });
  });
}
