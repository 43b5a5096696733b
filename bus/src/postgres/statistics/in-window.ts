import type { Window } from "../../statistics/window.ts";
import type { Fragment, Querying } from "../operations/querying.ts";

/** Of which route, or of which connection. */
export type CountsOf = { readonly route?: string | undefined; readonly connection?: string | undefined };

/** Whether a time is in the window. */
export const within = (sql: Querying, at: Fragment, { fromMs, toMs }: Window): Fragment => sql`
  ${at} >= to_timestamp(${fromMs / 1_000}::float8) AND ${at} < to_timestamp(${toMs / 1_000}::float8)`;

/** In which step of the window a span begins. */
export const stepOf = (sql: Querying, { fromMs, stepMs }: Window): Fragment => sql`
  floor((extract(epoch FROM start) * 1000 - ${fromMs}::float8) / ${stepMs}::float8)::int`;

/** Whether a row is of what is asked for. */
export const ofRoutes = (sql: Querying, { route, connection }: CountsOf): Fragment => sql`true
  ${route === undefined ? sql`` : sql`AND route = ${route}`}
  ${connection === undefined ? sql`` : sql`AND split_part(route, '.', 1) = ${connection}`}`;
