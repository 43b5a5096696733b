import type { Fragment, Querying } from "../operations/querying.ts";

/** For how long, by the clock of the database; a time that is still to come is now. */
export const secondsSince = (sql: Querying, at: Fragment): Fragment =>
  sql`greatest(0, extract(epoch FROM clock_timestamp() - ${at}))::float8`;
