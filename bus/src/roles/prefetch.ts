import type { Route } from "../route.ts";

/** Enough to fill every slot of the connection, or a vendor call for many, twice; the rest waits where it costs nothing. */
export const prefetchOf = ({ connection, operation }: Pick<Route, "connection" | "operation">): number =>
  Math.min(Math.max(connection.limits.concurrency * 2, (operation.batch?.max ?? 0) * 2, 10), 400);

/**
 * How many replays may stand in the retry queue: what the vendor takes in about a second. A retry that comes then waits
 * behind no more, and nobody's replay is slower for it.
 */
export const replayWindowOf = (route: Pick<Route, "connection" | "operation">): number => {
  const { perSecond } = route.connection.limits;
  return Math.min(prefetchOf(route) * 4, Math.max(10, Math.ceil(perSecond)));
};
