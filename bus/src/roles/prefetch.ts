import type { Route } from "../route.ts";

/** Enough to fill every slot of the connection, or a vendor call for many, twice; the rest waits where it costs nothing. */
export const prefetchOf = ({ connection, operation }: Pick<Route, "connection" | "operation">): number =>
  Math.min(Math.max(connection.limits.concurrency * 2, (operation.batch?.max ?? 0) * 2, 10), 400);
