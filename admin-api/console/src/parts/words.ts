/** A count as people read it: `12 431`, with thin spaces that do not break. */
export const countOf = (count: number): string =>
  new Intl.NumberFormat("en").format(count).replaceAll(",", "\u202f");

/** How sure a count is that is no exact one; undefined where it is. */
export type Nearly = "about" | "at least" | undefined;

/** How sure a count of the admin API is. */
export const nearlyOf = ({
  about,
  atLeast = false,
}: {
  readonly about: boolean;
  readonly atLeast?: boolean;
}): Nearly => (atLeast ? "at least" : about ? "about" : undefined);

/** A count with how sure it is: `12`, `about 12 431`, `at least 5`. */
export const nearlyWords = (nearly: Nearly, count: number): string =>
  nearly === undefined ? countOf(count) : `${nearly} ${countOf(count)}`;

/** How many in a minute: `0.4`, `12`, `1 240`. */
export const rateOf = (perMinute: number): string =>
  countOf(perMinute < 10 ? perMinute : Math.round(perMinute));

/** `1 failure`, `12 431 failures`. */
export const manyOf = (count: number, one: string, many = `${one}s`): string =>
  `${countOf(count)} ${count === 1 ? one : many}`;

/** A share of 0..1 as `4.2 %`. */
export const percentOf = (share: number): string =>
  `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}\u202f%`;

/** How long: `340 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function durationOf(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const units = [
    ["d", 86_400],
    ["h", 3_600],
    ["min", 60],
    ["s", 1],
  ] as const;
  let seconds = Math.round(ms / 1_000);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(seconds / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    seconds -= count * size;
    if (parts.length === 2) break;
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}

/** How long, about: `340 ms`, `4.2 s`, `3 min`, `2 h`. */
export const roughDurationOf = (ms: number): string => durationOf(ms).split(" ").slice(0, 2).join(" ");

/** How long ago, or in how long: `just now`, `4 min ago`, `in 2 h`. */
export function relativeOf(atMs: number, nowMs: number): string {
  const distance = Math.abs(nowMs - atMs);
  if (distance < 5_000) return "just now";
  const words = roughDurationOf(Math.max(distance, 1_000)).replace(/\.\d /, " ");
  return atMs <= nowMs ? `${words} ago` : `in ${words}`;
}

/** Bytes as `2.1 KB`, by thousands. */
export function bytesOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const dayMs = 86_400_000;
const fewMinutesMs = 600_000;

/** A moment on an axis: the time of day, with the day before it where the axis is longer than one, with seconds where it is short. */
export function clockOf(
  atMs: number,
  { utc, spanMs }: { readonly utc: boolean; readonly spanMs: number },
): string {
  const options = {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    ...(spanMs > 0 && spanMs < fewMinutesMs && { second: "2-digit" as const }),
    ...(utc && { timeZone: "UTC" }),
  } as const;
  const day = { day: "numeric", month: "short" } as const;
  return new Intl.DateTimeFormat("en-GB", spanMs > dayMs ? { ...day, ...options } : options).format(atMs);
}
