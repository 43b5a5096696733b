/** One item of a batch and its place in it. */
export type Placed<T> = { readonly index: number; readonly item: T };

/**
 * Splits a batch so that no round names a key twice, in the order of the batch: Postgres refuses to touch a row twice in
 * one `INSERT … ON CONFLICT DO UPDATE`, and of two items of a row an update would see only one. Nearly always one round.
 */
export function rounds<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly Placed<T>[])[] {
  const seen = new Map<string, number>();
  const found: Placed<T>[][] = [];
  items.forEach((item, index) => {
    const key = keyOf(item);
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    (found[round] ??= []).push({ index, item });
  });
  return found;
}
