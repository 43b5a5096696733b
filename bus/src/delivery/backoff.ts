/**
 * Exponential backoff with full jitter: anywhere between nothing and the doubled step, so that deliveries that failed
 * together do not come back together. `failures` counts from 1; milliseconds.
 */
export function backoffMs(
  failures: number,
  { baseMs, capMs }: { readonly baseMs: number; readonly capMs: number },
  random: () => number,
): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(random() * ceiling);
}
