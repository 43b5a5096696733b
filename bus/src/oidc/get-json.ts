import { readUpTo } from "../ingress/read-body.ts";

/** No key set or discovery document that is meant is near this. */
const mostBytes = 262_144;
const timeoutMs = 5_000;

/**
 * Fetches a JSON document of an issuer: bounded in size and time, and from that very address.
 * @throws Error where it does not come so
 */
export async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: "application/json" },
    // What was configured, or said by what was configured, is asked, and nobody else.
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${url} answered ${response.status}`);
  }
  const bytes = await readUpTo(response.body, mostBytes);
  if (!bytes) throw new Error(`${url} answered more than ${mostBytes} bytes`);
  return JSON.parse(new TextDecoder().decode(bytes));
}
