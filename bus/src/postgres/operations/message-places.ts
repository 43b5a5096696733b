import type { MessageFilter } from "../../operations/messages.ts";
import type { Cursor } from "../../operations/page.ts";
import { arrayParameter } from "../array-parameter.ts";
import { inPeriod } from "./message-filter.ts";
import type { Fragment, Querying } from "./querying.ts";

/** So many places are read before a list gives what it has found. */
export const stretchOf = 20_000;

/** Where to look for messages: what has an index, newest first, at most a stretch of it. */
export type Places = {
  /** `intake i` and the delivery `d`, one row for each place; of exact ones no more than are wanted. */
  rows(after: Cursor | undefined, wanted: number): Fragment;
  /** Whether every place is one of what is looked for: then no stretch has to be read. */
  readonly exact: boolean;
  /** The places of the stretch alone, as `id` and `route`. */
  stretch(after: Cursor | undefined): Fragment;
  /** What follows FROM in a statement that counts them; of accepted ones the messages, each of which has a row for each route. */
  readonly counted?: Fragment;
};

/** The fewest places that have all messages of a filter. */
export function placesOf(sql: Querying, filter: MessageFilter): Places {
  const { view, state } = filter;
  if (view === "delayed" || state === "waiting" || state === "queued" || state === "parked")
    return waitingPlaces(sql, filter);
  const failed = failedStates(filter);
  return failed === undefined ? acceptedPlaces(sql, filter) : failedPlaces(sql, filter, failed);
}

/** The states of `failure` that hold them. */
function failedStates({ view, state }: MessageFilter): readonly string[] | undefined {
  if (state === "dead" || state === "blocked" || state === "inDoubt" || state === "discarded") return [state];
  if (view === "failed") return ["dead", "blocked", "inDoubt"];
  if (view === "discarded") return ["discarded"];
  return view === "retrying" ? ["moving"] : undefined;
}

const joined = (sql: Querying, stretch: Fragment): Fragment => sql`
  (${stretch}) AS s JOIN intake i ON i.id = s.id JOIN delivery d ON d.message_id = s.id AND d.route = s.route`;

function failedPlaces(sql: Querying, filter: MessageFilter, states: readonly string[]): Places {
  const { view, route, connection, type, entityKey } = filter;
  const condition = sql`
    f.state = ANY(${arrayParameter(sql, "text[]", states)}::text[]) ${view === "retrying" ? sql`AND f.attempts > 0` : sql``} ${inPeriod(sql, sql`f.message_id`, filter)}
    ${route === undefined ? sql`` : sql`AND f.route = ${route}`}
    ${connection === undefined ? sql`` : sql`AND split_part(f.route, '.', 1) = ${connection}`}
    ${type === undefined ? sql`` : sql`AND f.type = ${type}`}
    ${entityKey === undefined ? sql`` : sql`AND f.entity_key = ${entityKey}`}`;
  const exact = isWhole(filter);
  const places = (after: Cursor | undefined, most: number) => sql`
    SELECT f.message_id AS id, f.route FROM failure f
    WHERE ${condition} AND EXISTS (SELECT FROM intake e WHERE e.id = f.message_id) ${after ? sql`AND (f.message_id, f.route) < (${after.messageId}::uuid, ${after.route})` : sql``}
    ORDER BY f.message_id DESC, f.route DESC LIMIT ${most}`;
  return {
    rows: (after, wanted) => joined(sql, places(after, exact ? wanted : stretchOf)),
    exact,
    stretch: (after) => places(after, stretchOf),
    ...(exact && { counted: sql`failure f WHERE ${condition}` }),
  };
}

/** Whether the conditions on the places say everything that the filter does. */
const isWhole = ({ view = "all", state, source, sourceId, text }: MessageFilter): boolean =>
  source === undefined &&
  sourceId === undefined &&
  text === undefined &&
  (view === "all" || state === undefined);

/** What waits has an index of its own, by when it is due or since when it is queued; what is parked, a table. */
function waitingPlaces(sql: Querying, filter: MessageFilter): Places {
  const { route } = filter;
  const of = (id: Fragment, its: Fragment, after: Cursor | undefined) => sql`
    ${inPeriod(sql, id, filter)}
    ${route === undefined ? sql`` : sql`AND ${its} = ${route}`}
    ${after ? sql`AND (${id}, ${its}) < (${after.messageId}::uuid, ${after.route})` : sql``}`;
  const stretch = (after: Cursor | undefined) => sql`
    SELECT w.id, w.route FROM (
      SELECT message_id AS id, route FROM delivery WHERE next_attempt_at IS NOT NULL ${of(sql`message_id`, sql`route`, after)}
      UNION SELECT message_id, route FROM delivery WHERE queued_at IS NOT NULL ${of(sql`message_id`, sql`route`, after)}
      UNION SELECT message_id, route FROM parked WHERE true ${of(sql`message_id`, sql`route`, after)}
    ) AS w ORDER BY w.id DESC, w.route DESC LIMIT ${stretchOf}`;
  return { rows: (after) => joined(sql, stretch(after)), exact: false, stretch };
}

/** Every accepted message, on the routes that were decided for it, and on those that it was fed to later. */
function acceptedPlaces(sql: Querying, filter: MessageFilter): Places {
  const { view = "all", state, route, connection, type, source, sourceId, entityKey } = filter;
  const conditions = sql`
    true ${inPeriod(sql, sql`a.id`, filter)}
    ${entityKey === undefined ? sql`` : sql`AND a.entity_key = ${entityKey}`}
    ${source === undefined || sourceId === undefined ? sql`` : sql`AND a.source = ${source} AND a.source_id = ${sourceId}`}`;
  const countable =
    view === "all" &&
    state === undefined &&
    route === undefined &&
    connection === undefined &&
    isWhole(filter);
  const messages = (after: Cursor | undefined) => sql`
    SELECT a.* FROM intake a WHERE ${conditions}
      ${after ? sql`AND a.id <= ${after.messageId}::uuid` : sql``}
    ORDER BY a.id DESC LIMIT ${stretchOf}`;
  return {
    rows: (after) => sql`
      (${messages(after)}) AS i LEFT JOIN LATERAL (
        SELECT coalesce(l.route, r.route) AS route, l.state, l.attempts, l.settled_at, l.next_attempt_at, l.vendor_reference, l.reason,
               l.error_code, l.error_message
        FROM (SELECT u.route FROM unnest(i.routes) AS u(route) WHERE is_in_scope(u.route)) AS r
        FULL JOIN (SELECT * FROM delivery e WHERE e.message_id = i.id) AS l ON l.route = r.route
      ) AS d ON true`,
    exact: false,
    stretch: (after) => sql`SELECT m.id, '' AS route FROM (${messages(after)}) AS m`,
    ...(countable && {
      counted: sql`intake a WHERE ${conditions} ${type === undefined ? sql`` : sql`AND a.type = ${type}`}`,
    }),
  };
}
