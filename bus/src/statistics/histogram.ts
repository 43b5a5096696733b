/** How often something took how long: counts by bucket. Histograms of several routes or times are added bucket by bucket. */
type Histogram = ReadonlyMap<number, number>;

/** Buckets per doubling: a percentile is at most a fifth off. */
export const bucketsPerDoubling = 2;
/** Whatever takes longer than 24 days is in the last one. */
export const lastBucket = 62;

/** The longest time of a bucket, in milliseconds. Bucket 0 is up to 1 ms. */
const upperBound = (bucket: number): number => 2 ** (bucket / bucketsPerDoubling);

/** The times within which half, 95 and 99 of a hundred stay; milliseconds. */
export type Percentiles = { readonly p50: number; readonly p95: number; readonly p99: number };

/** Null where nothing was counted. */
export function percentilesOf(histogram: Histogram): Percentiles | null {
  const total = histogram.values().reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const within = (share: number) => timeOf(histogram, share * total);
  return { p50: within(0.5), p95: within(0.95), p99: within(0.99) };
}

/** Within a bucket, times are taken to be spread evenly. */
function timeOf(histogram: Histogram, rank: number): number {
  let below = 0;
  for (const [bucket, count] of [...histogram].toSorted(([one], [other]) => one - other)) {
    if (below + count >= rank) {
      const from = bucket === 0 ? 0 : upperBound(bucket - 1);
      return Math.round(from + (upperBound(bucket) - from) * ((rank - below) / count));
    }
    below += count;
  }
  return 0;
}
