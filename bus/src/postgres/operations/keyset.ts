import type { Fragment, Querying } from "./querying.ts";

/** A timestamptz as a cursor's key: whole microseconds, so that no two instants become one. */
export const microseconds = (sql: Querying, instant: Fragment): Fragment =>
  sql`(extract(epoch FROM ${instant}) * 1000000)::bigint::text`;

/** The instant of a cursor's key. */
export function instantOf(sql: Querying, key: string) {
  return sql`(timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond')`;
}
