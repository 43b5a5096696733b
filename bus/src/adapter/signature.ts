import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether `given` (hex) is the HMAC-SHA256 of `signed` under `secret`, compared in constant time. */
export function matchesHmacSha256Hex(
  given: string,
  secret: string,
  ...signed: readonly (string | Uint8Array)[]
): boolean {
  if (!/^[0-9a-f]{64}$/i.test(given)) return false;
  const hmac = createHmac("sha256", secret);
  for (const part of signed) hmac.update(part);
  return timingSafeEqual(Buffer.from(given, "hex"), hmac.digest());
}
