import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { BodyStore } from "../bodies/body-store.ts";

const nameOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What every store of large bodies must do. `open` gives one that is empty, or at least has none of these names. */
export function bodyStoreSuite(name: string, open: () => Promise<BodyStore>): void {
  const fresh = () => nameOf(randomBytes(8).toString("hex"));

  describe(`${name} as a store of large bodies`, () => {
    test.each([0x40001, 0x100000, 0x100001, 0x800000])(
      "gives %i bytes back as they were put",
      async (size) => {
        const store = await open();
        const [key, bytes] = [fresh(), randomBytes(size)];
        await store.put(key, bytes);
        const read = await store.get(key);
        expect(read?.byteLength).toBe(size);
        expect(Buffer.from(read ?? []).equals(bytes)).toBe(true);
      },
    );

    test("has nothing under a name that was never put", async () => {
      const store = await open();
      expect(await store.get(fresh())).toBeUndefined();
    });

    test("may be given the same twice, also at once", async () => {
      const store = await open();
      const [key, bytes] = [fresh(), randomBytes(300_000)];
      await Promise.all([store.put(key, bytes), store.put(key, bytes)]);
      await store.put(key, bytes);
      expect(Buffer.from((await store.get(key)) ?? []).equals(bytes)).toBe(true);
    });

    test("has nothing of what was removed, may be told so twice, and takes it again", async () => {
      const store = await open();
      const [key, bytes] = [fresh(), randomBytes(300_000)];
      await store.put(key, bytes);
      await store.remove(key);
      await store.remove(key);
      expect(await store.get(key)).toBeUndefined();
      await store.put(key, bytes);
      expect((await store.get(key))?.byteLength).toBe(300_000);
    });

    test("leaves the others alone when one is removed", async () => {
      const store = await open();
      const [one, other, bytes] = [fresh(), fresh(), randomBytes(300_000)];
      await Promise.all([store.put(one, bytes), store.put(other, bytes)]);
      await store.remove(one);
      expect((await store.get(other))?.byteLength).toBe(300_000);
    });

    test("says by a prefix which references are its own", async () => {
      const { prefix } = await open();
      expect(prefix).toMatch(/^[a-z][a-z0-9+.-]*:.+[:/]$/);
    });
  });
}
