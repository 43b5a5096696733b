import { describe, expect, test } from "vitest";
import { noteToken } from "../delivery/note.ts";
import { only, waiting, leaseMs, type Acts } from "./acts.ts";

/** What time does to deliveries. */
export function timeRules(setup: () => Promise<Acts>): void {
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
      expect(await entry(token)).toMatchObject({
        state: "waiting",
        barren: 1,
        inDoubt: true,
        suspect: false,
      });
      await pass(4_000);
      expect(await takeDue()).toEqual([]);
      await pass(3_000);
      const again = only(await takeDue());
      expect(await claim(retry)).toEqual({ kind: "notOurs" });
      const { starts, barren, attempts, doubtMs } = await claimed(again);
      expect({ starts, barren, attempts }).toEqual({ starts: 3, barren: 2, attempts: 1 });
      expect(doubtMs).toBeGreaterThanOrEqual(12_000);
    });

    test("makes a suspect of what has left its route one start", async () => {
      const { claimed, pass, takeDue, returnExpired, entry, failedOnce, settle } = await setup();
      const { token, retry } = await failedOnce();
      let next = retry;
      for (const suspect of [false, true]) {
        await claimed(next);
        await pass(leaseMs + 6_000);
        await returnExpired(0);
        expect(await entry(token)).toMatchObject({ state: "waiting", suspect });
        next = only(await takeDue());
      }
      await settle(token, await claimed(next), waiting);
      expect(await entry(token)).toMatchObject({ state: "waiting", suspect: false });
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
