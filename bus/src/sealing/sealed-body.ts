import { createHmac } from "node:crypto";
import { parse, stringify } from "uuid";
import { decrypt, encrypt } from "./cipher.ts";

/** A key that bodies are sealed under, in clear: only ever in memory. */
export type DataKey = { readonly id: string; readonly key: Uint8Array };

/** The message that a body is of. Another message's body in its place does not open. */
export type BodyOf = { readonly type: string; readonly source: string; readonly sourceId: string };

/** What a sealed body begins with, no JSON text does: a zero byte, `SPL`, and the version of the format. */
const mark = Buffer.from([0, 0x53, 0x50, 0x4c, 1]);
const idBytes = 16;

/** Mark, id of the key, nonce, ciphertext, tag. */
export const sealBody = ({ id, key }: DataKey, body: Uint8Array, of: BodyOf): Uint8Array =>
  Buffer.concat([mark, parse(id), encrypt(key, body, textOf(of))]);

/**
 * The same, and the same bytes each time: what is stored under a name made of its bytes is stored once. The nonce is a keyed
 * hash of all that is sealed, so that no two bodies have one.
 */
export function sealBodyAlike({ id, key }: DataKey, body: Uint8Array, of: BodyOf): Uint8Array {
  const beside = textOf(of);
  // With its length, so that no other pair of texts gives these bytes.
  const nonce = createHmac("sha256", key)
    .update(`${beside.byteLength}\n`)
    .update(beside)
    .update(body)
    .digest()
    .subarray(0, 12);
  return Buffer.concat([mark, parse(id), encrypt(key, body, beside, nonce)]);
}

/** The id of the key that a body is sealed under; undefined of a plain one. */
export function keyIdOf(body: Uint8Array): string | undefined {
  if (body.byteLength < mark.length + idBytes || !mark.equals(body.subarray(0, mark.length)))
    return undefined;
  // As it is: a database gives back whatever id it was given, and a damaged one belongs to no key.
  return stringifyAny(body.subarray(mark.length, mark.length + idBytes));
}

/** The body in clear; undefined where it is damaged, or of another message. */
export const openBody = (key: Uint8Array, body: Uint8Array, of: BodyOf): Uint8Array | undefined =>
  decrypt(key, body.subarray(mark.length + idBytes), textOf(of));

/** None of the three has a line break in it but the source id, which is last. */
const textOf = ({ type, source, sourceId }: BodyOf): Buffer => Buffer.from(`${type}\n${source}\n${sourceId}`);

function stringifyAny(bytes: Uint8Array): string | undefined {
  try {
    return stringify(bytes);
  } catch {
    return undefined;
  }
}
