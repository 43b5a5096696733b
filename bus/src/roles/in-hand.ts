/** How many deliveries of each route a worker has in hand: under way, or at the gate until there is room for them. */
export type InHand = {
  /** Counts a delivery until its work has ended, and gives the work back. */
  during(route: string, work: Promise<void>): Promise<void>;
  /** Of the routes of which there are any. */
  counts(): ReadonlyMap<string, number>;
};

export function openInHand(): InHand {
  const counts = new Map<string, number>();
  const change = (route: string, by: 1 | -1) => {
    const count = (counts.get(route) ?? 0) + by;
    if (count === 0) counts.delete(route);
    else counts.set(route, count);
  };
  return {
    during(route, work) {
      change(route, 1);
      return work.finally(() => change(route, -1));
    },
    counts: () => counts,
  };
}
