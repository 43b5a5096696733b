/** The middle one, or the upper of the two in the middle. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that this share of all values is at most. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
