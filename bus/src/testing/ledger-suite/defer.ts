import { describe, expect, test } from "vitest";
import { noteToken } from "../delivery/note.ts";
import { applied, only, type Acts } from "./acts.ts";

/** What becomes of a delivery that is not to be started yet. */
export function deferRules(setup: () => Promise<Acts>): void {
  describe("a deferred delivery", () => {
    test("waits with its message until its time, and has cost neither start nor attempt", async () => {
      const { defer, entry, pass, takeDue, claimed } = await setup();
      const token = noteToken();
      await defer(token, 5_000);
      expect(await entry(token)).toMatchObject({ state: "waiting", starts: 0, attempts: 0, stored: true });
      expect(await takeDue()).toEqual([]);
      await pass(5_001);
      expect(await claimed(only(await takeDue()))).toMatchObject({ starts: 1, doubtMs: undefined });
    });

    test("that is deferred again by its retry token waits again", async () => {
      const { defer, entry, pass, takeDue } = await setup();
      const token = noteToken();
      await defer(token, 100);
      await pass(200);
      await defer(only(await takeDue()), 5_000);
      expect(await entry(token)).toMatchObject({ state: "waiting", starts: 0 });
      expect(await takeDue()).toEqual([]);
    });

    test("leaves alone what was settled meanwhile", async () => {
      const { defer, entry, claimed, settle } = await setup();
      const token = noteToken();
      await settle(token, await claimed(token), applied);
      await defer(token, 100);
      expect(await entry(token)).toMatchObject({ state: "applied", starts: 1 });
    });

    test("leaves alone what somebody else has started, and keeps its message", async () => {
      const { defer, entry, claimed } = await setup();
      const token = noteToken();
      await claimed(token);
      await defer(token, 100);
      expect(await entry(token)).toMatchObject({ state: "running", stored: true });
    });

    test("by a stale retry token changes nothing", async () => {
      const { defer, entry, failedOnce, claimed } = await setup();
      const { token, retry } = await failedOnce();
      await claimed(retry);
      await defer(retry, 100);
      expect(await entry(token)).toMatchObject({ state: "running", starts: 2 });
    });
  });
}
