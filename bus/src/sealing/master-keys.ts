import { hash } from "node:crypto";
import { decrypt, encrypt } from "./cipher.ts";

/** The keys that the keys in the database are wrapped by, by their ids: new ones by the first. */
export type MasterKeys = { readonly current: string; readonly byId: ReadonlyMap<string, Uint8Array> };

/** A key as the database has it. */
export type WrappedKey = { readonly master: string; readonly wrapped: Uint8Array };

/**
 * Master keys out of their texts, 32 bytes in base64 each; the first is the one that wraps.
 * @throws Error that names which text is no such key, without quoting it
 */
export function masterKeysOf(texts: readonly [string, ...string[]]): MasterKeys {
  const keys = texts.map((text, at) => {
    const key = Buffer.from(text.trim(), "base64");
    if (key.byteLength !== 32 || !/^[A-Za-z0-9+/_-]{43}=?$/.test(text.trim()))
      throw new Error(`master key ${at + 1} is not 32 bytes in base64; "openssl rand -base64 32" makes one`);
    return [masterIdOf(key), key] as const;
  });
  // as: there is at least one.
  const [[current]] = keys as [(typeof keys)[number]];
  return { current, byId: new Map(keys) };
}

/** Wraps a key for a row of the database; in another row it does not open. */
export function wrapKey({ current, byId }: MasterKeys, id: string, key: Uint8Array): WrappedKey {
  // as: the current one is among them.
  const master = byId.get(current) as Uint8Array;
  return { master: current, wrapped: encrypt(master, key, Buffer.from(id)) };
}

/** The key in clear; undefined where none of the master keys is the one that wrapped it. */
export function unwrapKey(
  { byId }: MasterKeys,
  id: string,
  { master, wrapped }: WrappedKey,
): Uint8Array | undefined {
  const key = byId.get(master);
  return key && decrypt(key, wrapped, Buffer.from(id));
}

/** Tells keys apart, and nothing about them. */
const masterIdOf = (key: Uint8Array): string =>
  hash("sha256", Buffer.concat([Buffer.from("spindle master key\n"), key]), "hex").slice(0, 16);
