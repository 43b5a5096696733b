const firstPauseMs = 500;
const longestPauseMs = 5_000;
/** From one node of a cluster to the next. */
const nextUrlMs = 50;

/**
 * How long to wait before the next try to connect, after so many failures in a row: little until every URL has had
 * its turn, then doubled round by round. Jittered, so that a broker that comes back is not met by everybody at once.
 */
export function pauseMs(failures: number, urls: number, random: () => number): number {
  if (failures % urls !== 0) return nextUrlMs;
  const rounds = failures / urls;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** rounds) * (0.5 + random() / 2);
}

/** The URLs in an order of chance (Fisher and Yates): clients spread over the nodes, and leave a dead one evenly. */
export function shuffled(urls: readonly string[], random: () => number): string[] {
  const order = [...urls];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [order[last], order[other]];
    if (a !== undefined && b !== undefined) [order[last], order[other]] = [b, a];
  }
  return order;
}
