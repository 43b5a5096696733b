import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

/** The secret kept in a file; a random one is made the first time. Letters, digits, `-` and `_` only. */
export async function keepSecret(file: string, mode: 0o600 | 0o400 = 0o600): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    const secret = randomBytes(24).toString("base64url");
    await writeFile(file, secret, { mode });
    return secret;
  }
}
