import { describe, expect, test } from "vitest";
import { noteToken } from "../delivery/note.ts";
import { dead, only, waiting, type Acts } from "./acts.ts";

/** What a retry token may claim. */
export function retryTokenRules(setup: () => Promise<Acts>): void {
  describe("a retry token", () => {
    test("claims the start that it was sent for", async () => {
      const { claimed, failedOnce } = await setup();
      const { retry } = await failedOnce();
      expect(await claimed(retry)).toMatchObject({ starts: 2, barren: 1, attempts: 1, doubtMs: undefined });
    });

    test("whose claim was answered to nobody is claimed again under the same fence, and counts once", async () => {
      const { claimAll, terms, failedOnce } = await setup();
      const { retry } = await failedOnce();
      const under = terms();
      const [first] = await claimAll([retry], under);
      expect(await claimAll([retry], under)).toMatchObject([{ kind: "claimed", starts: 2, barren: 1 }]);
      expect(first).toMatchObject({ kind: "claimed", starts: 2, barren: 1 });
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
}
