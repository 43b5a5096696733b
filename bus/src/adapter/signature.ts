import { createHmac, timingSafeEqual } from "node:crypto";

/** How a vendor writes an HMAC: hash and text form. */
export type HmacForm = {
  readonly hash: "sha1" | "sha256" | "sha512";
  readonly encoding: "hex" | "base64" | "base64url";
};

/** A signing key: text, taken as UTF-8, or bytes where the vendor writes its keys as hex or base64. */
export type SigningKey = string | Uint8Array;

const digestBytes = { sha1: 20, sha256: 32, sha512: 64 } as const;

/**
 * Whether `given` is the HMAC of `signed` under one of `keys`, compared in constant time. Text of another form than
 * `form` says proves nothing, nor does an empty key: anybody can sign with that.
 */
export function matchesHmac(
  given: string,
  form: HmacForm,
  keys: SigningKey | readonly SigningKey[],
  ...signed: readonly (string | Uint8Array)[]
): boolean {
  const bytes = decoded(given, form);
  if (!bytes) return false;
  let matches = false;
  // All keys, so that the time does not tell which of them fitted.
  for (const key of listOf(keys)) {
    if (key.length === 0) continue;
    const hmac = createHmac(form.hash, key);
    for (const part of signed) hmac.update(part);
    if (timingSafeEqual(bytes, hmac.digest())) matches = true;
  }
  return matches;
}

/** Whether `given` (hex) is the HMAC-SHA256 of `signed` under `secret`, compared in constant time. */
export const matchesHmacSha256Hex = (
  given: string,
  secret: string,
  ...signed: readonly (string | Uint8Array)[]
): boolean => matchesHmac(given, { hash: "sha256", encoding: "hex" }, secret, ...signed);

/**
 * Whether a shared secret that came in clear (a bearer token, a header that the vendor lets one choose) is one of `secrets`;
 * neither its content nor its length shows in the time.
 */
export function isSharedSecret(given: string, secrets: string | readonly string[]): boolean {
  let matches = false;
  for (const secret of listOf(secrets)) {
    if (secret !== "" && timingSafeEqual(hashed(given), hashed(secret))) matches = true;
  }
  return matches;
}

/**
 * The live secrets in one value: two or more, comma-separated, while a secret is being rolled. Blank ones are left out.
 */
export function liveSecrets(secret: string): readonly string[] {
  return secret
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Random bytes need no key to be compared, but equal lengths; a hash gives them. */
const hashed = (text: string): Buffer => createHmac("sha256", "shared secret").update(text).digest();

const listOf = <Item extends SigningKey>(items: Item | readonly Item[]): readonly Item[] =>
  typeof items === "string" || items instanceof Uint8Array ? [items] : items;

/** The bytes of a digest in text; undefined where it is not exactly one in this form. `Buffer` alone would skip what it does not know. */
function decoded(given: string, { hash, encoding }: HmacForm): Buffer | undefined {
  const length = digestBytes[hash];
  const text = encoding === "hex" ? given.toLowerCase() : given.replace(/=+$/, "");
  // Far longer than any digest: not worth a copy.
  if (given.length > 200) return undefined;
  const bytes = Buffer.from(text, encoding);
  const written = bytes.toString(encoding).replace(/=+$/, "");
  return bytes.length === length && written === text ? bytes : undefined;
}
