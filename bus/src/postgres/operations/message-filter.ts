import type { MessageFilter, MessageState, MessageViewName } from "../../operations/messages.ts";
import { arrayParameter } from "../array-parameter.ts";
import { firstUuidOf } from "../partitions.ts";
import { escaped } from "./like-pattern.ts";
import type { Fragment, Querying } from "./querying.ts";

/** The states that a view shows; all of them for `all`. */
const statesOf: Readonly<Record<MessageViewName, readonly MessageState[] | undefined>> = {
  failed: ["dead", "blocked", "inDoubt"],
  retrying: ["running", "waiting", "queued", "parked"],
  delayed: ["waiting", "queued", "parked"],
  discarded: ["discarded"],
  settled: ["applied", "unchanged", "superseded", "forgotten"],
  all: undefined,
};

/** A bus id carries its time: a period is a range of ids, which the primary key answers. */
const boundary = (text: string): string => firstUuidOf(Math.max(0, Date.parse(text)));

/** Accepted in the filter's period, by a column of ids. */
export const inPeriod = (sql: Querying, id: Fragment, { from, to }: MessageFilter): Fragment => sql`
  ${from === undefined ? sql`` : sql`AND ${id} >= ${boundary(from)}::uuid`}
  ${to === undefined ? sql`` : sql`AND ${id} < ${boundary(to)}::uuid`}`;

/** The condition that a filter is, over `intake i` and the delivery `d`, whose row may be missing. */
export function readOn(sql: Querying, filter: MessageFilter): Fragment {
  const { view = "all", state, route, connection, type, source, sourceId, entityKey, text } = filter;
  const states = statesOf[view];
  return sql`true
    ${type === undefined ? sql`` : sql`AND i.type = ${type}`}
    ${source === undefined ? sql`` : sql`AND i.source = ${source}`}
    ${sourceId === undefined ? sql`` : sql`AND i.source_id = ${sourceId}`}
    ${entityKey === undefined ? sql`` : sql`AND i.entity_key = ${entityKey}`}
    ${route === undefined ? sql`` : sql`AND d.route = ${route}`}
    ${connection === undefined ? sql`` : sql`AND split_part(d.route, '.', 1) = ${connection}`}
    ${text === undefined ? sql`` : says(sql, text)}
    ${state === undefined ? sql`` : inStates(sql, [state])}
    ${states === undefined ? sql`` : inStates(sql, states)}
    ${view === "retrying" ? sql`AND d.attempts > 0` : sql``}
    ${view === "delayed" ? sql`AND d.attempts = 0` : sql``}`;
}

const inStates = (sql: Querying, states: readonly MessageState[]): Fragment => sql`
  AND d.route IS NOT NULL AND coalesce(d.state, state_without_row(i.id)) = ANY(${arrayParameter(sql, "text[]", states)}::text[])`;

function says(sql: Querying, text: string): Fragment {
  const anywhere = `%${escaped(text)}%`;
  return sql`AND (d.error_code ILIKE ${anywhere} OR d.error_message ILIKE ${anywhere} OR i.entity_key ILIKE ${anywhere})`;
}
