/** A part of a body: its first and its last byte, counted from 0. */
export type Range = { readonly first: number; readonly last: number };

/**
 * The part that a `Range` header asks for (RFC 9110, 14.2), such as `bytes=0-65535` for the beginning of something large;
 * undefined for the whole, which is the answer to whatever is not understood or not there.
 */
export function rangeOf(header: string | undefined, total: number): Range | undefined {
  const asked = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? "");
  if (!asked) return undefined;
  const first = Number(asked[1]);
  const last = asked[2] ? Math.min(Number(asked[2]), total - 1) : total - 1;
  return first <= last ? { first, last } : undefined;
}
