import { countOf } from "../parts/words.ts";
import type { Connection } from "./state.ts";

type Limited = Pick<Connection, "limits" | "left">;

/** What is left now of a connection's limits. */
export const leftWords = {
  atATime: ({ limits, left }: Limited): string =>
    `${countOf(left.atATime)} of ${countOf(limits.concurrency)} free`,
  inSecond: ({ limits, left }: Limited): string =>
    `${countOf(left.inSecond ?? limits.perSecond)} of ${countOf(limits.perSecond)} left`,
};
