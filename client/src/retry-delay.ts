/** How long to wait between attempts. */
export type Backoff = { readonly baseMs: number; readonly capMs: number };

/**
 * Milliseconds until the next attempt: what the bus asked for, and on top exponential backoff with full jitter, so that
 * clients who were sent away together do not come back together. `failures` counts from 1.
 */
export function retryDelayMs(
  failures: number,
  { baseMs, capMs }: Backoff,
  { retryAfterMs = 0, random }: { readonly retryAfterMs?: number | undefined; readonly random: () => number },
): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30));
  return retryAfterMs + Math.round(random() * ceiling);
}

/** What `Retry-After` (RFC 9110, 10.2.3) asks for, in milliseconds: seconds or a date. */
export function retryAfterMsIn(headers: Headers, nowMs: number): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
