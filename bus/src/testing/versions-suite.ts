import { describe, expect, test } from "vitest";
import type { Versions } from "../delivery/ports.ts";

/** A store of versions with what a test needs around it. */
export type VersionsUnderTest = {
  readonly versions: Versions;
  readonly pass: (ms: number) => Promise<void>;
};

const route = "toy.latest";
const holdMs = 30_000;
const first = "018f0000-0000-7000-8000-000000000001";
const second = "018f0000-0000-7000-8000-000000000002";
const third = "018f0000-0000-7000-8000-000000000003";

/** The rules of `latestWins`, for every implementation: each test gets a fresh one from `open`. */
export function versionsSuite(open: () => Promise<VersionsUnderTest>): void {
  const setup = async () => {
    const { versions, pass } = await open();
    const ask = (messageId: string, version: string, key = "e-1") => ({ messageId, key, version });
    const take = (messageId: string, version: string, key?: string) =>
      versions.take(route, ask(messageId, version, key), holdMs);
    const finish = (messageId: string, version: string, applied: boolean) =>
      versions.finish(route, ask(messageId, version), { applied });
    return { take, finish, pass };
  };

  describe("an entity", () => {
    test("is taken by one message at a time", async () => {
      const { take } = await setup();
      expect(await take(first, "n1")).toBe("newest");
      expect(await take(second, "n2")).toBe("busy");
      expect(await take(first, "n1")).toBe("newest");
    });

    test("does not hold up another, nor the same one on another route", async () => {
      const { take } = await setup();
      await take(first, "n1");
      expect(await take(second, "n2", "e-2")).toBe("newest");
    });

    test("is let go when its version is applied, and takes no older one from then on", async () => {
      const { take, finish } = await setup();
      await take(second, "n2");
      await finish(second, "n2", true);
      expect(await take(first, "n1")).toBe("older");
      expect(await take(first, "n2")).toBe("newest");
    });

    test("is let go without a version when nothing was applied", async () => {
      const { take, finish } = await setup();
      await take(second, "n2");
      await finish(second, "n2", false);
      expect(await take(first, "n1")).toBe("newest");
    });

    test("whose call may still land stays taken until the hold is over", async () => {
      const { take, pass } = await setup();
      await take(first, "n1");
      await pass(holdMs - 1_000);
      expect(await take(second, "n2")).toBe("busy");
      await pass(2_000);
      expect(await take(second, "n2")).toBe("newest");
    });

    test("keeps older versions waiting while nobody knows whether a newer one was applied", async () => {
      const { take, finish, pass } = await setup();
      await take(second, "n2");
      await pass(holdMs + 1_000);
      expect(await take(first, "n1")).toBe("busy");
      expect(await take(second, "n2")).toBe("newest");
      await finish(second, "n2", false);
      expect(await take(first, "n1")).toBe("newest");
    });

    test("lets a still newer version pass one in doubt, and forgets the doubt when that is applied", async () => {
      const { take, finish, pass } = await setup();
      await take(second, "n2");
      await pass(holdMs + 1_000);
      expect(await take(third, "n3")).toBe("newest");
      await finish(third, "n3", true);
      expect(await take(second, "n2")).toBe("older");
    });

    test("remembers a doubt when a still newer version was not applied", async () => {
      const { take, finish, pass } = await setup();
      await take(second, "n2");
      await pass(holdMs + 1_000);
      await take(third, "n3");
      await finish(third, "n3", false);
      expect(await take(first, "n1")).toBe("busy");
    });

    test("never goes back to an older version, whoever finishes last", async () => {
      const { take, finish, pass } = await setup();
      await take(first, "n1");
      await pass(holdMs + 1_000);
      await take(second, "n2");
      await finish(second, "n2", true);
      await finish(first, "n1", true);
      expect(await take(first, "n1")).toBe("older");
    });

    test("that somebody else has taken over is not let go by the one who lost it", async () => {
      const { take, finish, pass } = await setup();
      await take(first, "n1");
      await pass(holdMs + 1_000);
      await take(second, "n2");
      await finish(first, "n1", false);
      expect(await take(first, "n3")).toBe("busy");
    });
  });
}
