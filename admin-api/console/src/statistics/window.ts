/** How far back the charts look. */
export const ranges = [
  { name: "1h", words: "1 h", ms: 3_600_000 },
  { name: "6h", words: "6 h", ms: 6 * 3_600_000 },
  { name: "24h", words: "24 h", ms: 24 * 3_600_000 },
  { name: "7d", words: "7 d", ms: 7 * 24 * 3_600_000 },
] as const;

/** What part of the time is asked for: the one that was chosen in the chart, or the last of a range, up to now. */
export function windowOf(
  range: string,
  from: string | undefined,
  to: string | undefined,
): { readonly from: string; readonly to?: string } {
  if (from !== undefined) return { from, ...(to !== undefined && { to }) };
  const { ms } = ranges.find(({ name }) => name === range) ?? ranges[0];
  return { from: new Date(Date.now() - ms).toISOString() };
}
