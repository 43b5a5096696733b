import type { Connection } from "../route.ts";

/** Enough to fill every slot of the connection twice; the rest waits where it costs nothing. */
export const prefetchOf = ({ limits }: Connection): number =>
  Math.min(Math.max(limits.concurrency * 2, 10), 400);
