import { describe, expect, test } from "vitest";
import { noteToken } from "../delivery/note.ts";
import { applied, dayMs, leaseMs, type Acts } from "./acts.ts";

/** What a first token may claim. */
export function firstTokenRules(setup: () => Promise<Acts>): void {
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

    test("whose claim was answered to nobody is claimed again under the same fence, and counts once", async () => {
      const { claimAll, terms } = await setup();
      const token = noteToken();
      const under = terms();
      await claimAll([token], under);
      expect(await claimAll([token], under)).toMatchObject([
        { kind: "claimed", starts: 1, barren: 1, doubtMs: undefined },
      ]);
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
}
