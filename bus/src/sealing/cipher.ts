import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** Node takes three times as long over a cipher whose key is plain bytes: 17 µs instead of 6 for an order. */
const keyOf = (bytes: Uint8Array) => createSecretKey(bytes);

/** Bytes sealed under a key: nonce, ciphertext and tag (AES-256-GCM, NIST SP 800-38D). Opens only beside the same `beside`. */
export function encrypt(
  key: Uint8Array,
  plain: Uint8Array,
  beside: Uint8Array,
  nonce: Uint8Array = randomBytes(nonceBytes),
): Buffer {
  const cipher = createCipheriv(algorithm, keyOf(key), nonce);
  cipher.setAAD(beside);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The bytes that were sealed, or undefined where the key, what stands beside them, or a single bit is another. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, beside: Uint8Array): Buffer | undefined {
  if (sealed.byteLength < nonceBytes + tagBytes) return undefined;
  const end = sealed.byteLength - tagBytes;
  const decipher = createDecipheriv(algorithm, keyOf(key), sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(beside);
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(nonceBytes, end));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return undefined;
  }
}
