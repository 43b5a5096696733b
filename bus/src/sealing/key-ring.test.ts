import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openKeyRing } from "./key-ring.ts";
import type { KeyStore, StoredKey } from "./key-store.ts";
import { masterKeysOf, unwrapKey, wrapKey, type MasterKeys } from "./master-keys.ts";

const ada = { kind: "subject", name: "mbr-1815" } as const;
const grace = { kind: "subject", name: "mbr-1906" } as const;
const aText = () => randomBytes(32).toString("base64");

describe("a ring of keys", () => {
  test("has one key for each person, which another process finds and opens", async () => {
    const { open, rows } = setup();
    const key = await open().sealing(ada);
    expect(await open().sealing(ada)).toEqual(key);
    expect((await open().sealing(grace)).id).not.toBe(key.id);
    expect(await open().opening(key.id)).toEqual({ kind: "key", key: key.key });
    expect(JSON.stringify([...rows.values()])).not.toContain("mbr-");
  });

  test("opens under a new master key what a former one has wrapped, and seals by it", async () => {
    const { open, former, rows } = setup();
    const key = await open().sealing(ada);
    const current = aText();
    const both = open(masterKeysOf([current, former]));
    expect(await both.opening(key.id)).toEqual({ kind: "key", key: key.key });
    expect(await both.sealing(ada)).toEqual(key);
    const fresh = await both.sealing(grace);
    expect(rows.get(fresh.id)?.master).toBe(masterKeysOf([current]).current);
  });

  test("says that a key is locked under the wrong master key, and seals nothing", async () => {
    const { open } = setup();
    const { id } = await open().sealing(ada);
    const wrong = open(masterKeysOf([aText()]));
    expect(await wrong.opening(id)).toEqual({ kind: "locked" });
    await expect(wrong.sealing(ada)).rejects.toThrow("SPINDLE_MASTER_KEY_PREVIOUS");
    await expect(wrong.sealing(grace)).rejects.toThrow("SPINDLE_MASTER_KEY_PREVIOUS");
  });

  test("tells a key that was destroyed from one that nobody knows", async () => {
    const { open, rows } = setup();
    const { id } = await open().sealing(ada);
    const row = rows.get(id) as StoredKey;
    rows.set(id, { ...row, master: null, wrapped: null, destroyedAt: "2026-03-01 12:00:00+00" });
    expect(await open().opening(id)).toEqual({ kind: "erased", at: "2026-03-01T12:00:00.000Z" });
    expect(await open().opening("019a0000-0000-7000-8000-000000000000")).toEqual({ kind: "unknown" });
  });

  test("does not remember that the keys could not be asked for", async () => {
    const { open, store } = setup();
    const { id } = await open().sealing(ada);
    const ring = open();
    const { byId } = store;
    store.byId = () => Promise.reject(new Error("away"));
    await expect(ring.opening(id)).rejects.toThrow("away");
    store.byId = byId;
    expect(await ring.opening(id)).toMatchObject({ kind: "key" });
  });

  test("asks again after half a minute, so that what was destroyed is not used on", async () => {
    const { open, rows, clock } = setup();
    const ring = open();
    const { id } = await ring.sealing(ada);
    expect(await ring.opening(id)).toMatchObject({ kind: "key" });
    const row = rows.get(id) as StoredKey;
    rows.set(id, { ...row, master: null, wrapped: null, destroyedAt: "2026-03-01 12:00:00+00" });
    clock.ms += 30_000;
    expect(await ring.opening(id)).toMatchObject({ kind: "erased" });
  });
});

describe("a master key", () => {
  test("opens what it has wrapped in that row only", () => {
    const masters = masterKeysOf([aText()]);
    const key = randomBytes(32);
    const wrapped = wrapKey(masters, "row-1", key);
    expect(unwrapKey(masters, "row-1", wrapped)).toEqual(key);
    expect(unwrapKey(masters, "row-2", wrapped)).toBeUndefined();
  });

  test("is 32 bytes, and one that is not is told without being quoted", () => {
    for (const text of ["", "secret", randomBytes(31).toString("base64"), randomBytes(33).toString("base64")])
      expect(() => masterKeysOf([aText(), text])).toThrow(
        /^master key 2 is not 32 bytes in base64; "openssl/,
      );
  });
});

function setup() {
  const rows = new Map<string, StoredKey>();
  const inUse = (hash: Uint8Array) =>
    [...rows.values()].find((row) => row.destroyedAt === null && Buffer.from(row.hash).equals(hash));
  const store: { -readonly [Part in keyof KeyStore]: KeyStore[Part] } = {
    inUse: async (keys) =>
      keys.map((key) => {
        const row = inUse(key.hash) ?? { ...key, destroyedAt: null };
        rows.set(row.id, row);
        return row;
      }),
    byId: async (ids) => ids.map((id) => rows.get(id)),
  };
  const former = aText();
  const clock = { ms: 0, now: () => clock.ms };
  const open = (masters: MasterKeys = masterKeysOf([former])) => openKeyRing({ store, masters, clock });
  return { open, store, rows, former, clock };
}
