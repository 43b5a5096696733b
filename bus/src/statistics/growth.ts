/** The least that waited on a route in a minute. */
export type WaitingMinute = { readonly atMs: number; readonly waiting: number };

/** How what waits has become more, without a real pause. */
export type Growth = {
  readonly sinceMs: number;
  readonly minutes: number;
  readonly from: number;
  readonly to: number;
};

const minuteMs = 60_000;
/** A newer look than that is needed to say anything of now; and between two minutes nobody knows what was. */
const longestGapMs = 3 * minuteMs;
/** Rising and falling by so much is what every queue does. */
const tolerance = 1.1;
const leastMinutes = 5;
const leastMore = 100;
const leastFactor = 1.25;

/**
 * Whether what waits has grown for at least five minutes, up to now, by a hundred and by a quarter at the least. It is judged by
 * the least of each minute: a queue that runs empty between two bursts does not grow.
 * @param minutes oldest first
 */
export function growthOf(minutes: readonly WaitingMinute[], nowMs: number): Growth | undefined {
  const newest = minutes.at(-1);
  if (!newest || nowMs - newest.atMs > longestGapMs) return undefined;
  const { atMs, waiting } = beginningOf(minutes, newest);
  const lasted = Math.round((newest.atMs - atMs) / minuteMs);
  const more = newest.waiting - waiting;
  if (lasted < leastMinutes || more < leastMore || newest.waiting < waiting * leastFactor) return undefined;
  return { sinceMs: atMs, minutes: lasted, from: waiting, to: newest.waiting };
}

/** The last minute with as little as ever since the last time that it became less. */
function beginningOf(minutes: readonly WaitingMinute[], newest: WaitingMinute): WaitingMinute {
  let least = newest;
  let later = newest;
  for (const minute of minutes.slice(0, -1).toReversed()) {
    if (minute.waiting > least.waiting * tolerance || later.atMs - minute.atMs > longestGapMs) break;
    if (minute.waiting < least.waiting) least = minute;
    later = minute;
  }
  return least;
}

/** A growth in one sentence. */
export const growthWords = ({ minutes, from, to }: Growth): string =>
  `${to} deliveries wait for their first try, ${from === 0 ? "none" : from} did ${minutes} minutes ago: about ${Math.round((to - from) / minutes)} more each minute.`;
