import { openStates } from "../../delivery/states.ts";
import { noGroup, type FailureState } from "../../operations/failures.ts";
import { arrayParameter, type ArrayType } from "../array-parameter.ts";
import { dayMs, firstUuidOf } from "../partitions.ts";
import type { FoundFilter } from "./found-filter.ts";
import { epochSeconds } from "./instant.ts";
import { escaped } from "./like-pattern.ts";
import type { Fragment, Querying } from "./querying.ts";

/** The condition that a filter is, over `failure f`: what has failed and is not settled, or was discarded. */
export const matching = (sql: Querying, filter: FoundFilter): Fragment =>
  sql`${matchingFields(sql, filter)} ${containing(sql, filter.texts ?? [])}`;

/** What follows a condition over `failure f`: it has each of these texts. */
export const containing = (sql: Querying, texts: readonly string[]): Fragment =>
  texts.reduce(
    (all, text) => {
      const anywhere = `%${escaped(text)}%`;
      return sql`${all} AND (f.code ILIKE ${anywhere} OR f.message ILIKE ${anywhere} OR f.entity_key ILIKE ${anywhere})`;
    },
    sql``,
  );

/** All of a filter but its texts, for which each row has to be read. */
export function matchingFields(sql: Querying, filter: FoundFilter): Fragment {
  const { states = openStates, route, type, group, message, attempts, day, from, to, hashes = [] } = filter;
  const isAny = (column: Fragment, of: ArrayType, values: readonly string[] | undefined) =>
    values === undefined ? sql`` : sql`AND ${column} = ANY(${arrayParameter(sql, of, values)})`;
  return sql`
    ${inStates(sql, states)}
    ${route === undefined ? sql`` : sql`AND f.route = ${route}`}
    ${isAny(sql`f.route`, "text[]", filter.routes)}
    ${type === undefined ? sql`` : sql`AND f.type = ${type}`}
    ${group === undefined ? sql`` : sql`AND ${inGroup(sql, group)}`}
    ${isAny(sql`f.group_id`, "uuid[]", filter.groups)}
    ${isAny(sql`f.message_id`, "uuid[]", filter.entityMessages)}
    ${isAny(sql`f.message_id`, "uuid[]", filter.referenceMessages)}
    ${message === undefined ? sql`` : sql`AND ${ofMessage(sql, message)}`}
    ${day === undefined ? sql`` : sql`AND ${acceptedOn(sql, day)}`}
    ${hashes.reduce((all, hash) => sql`${all} AND ${hasValue(sql, hash)}`, sql``)}
    ${attempts?.min === undefined ? sql`` : sql`AND f.attempts >= ${attempts.min}`}
    ${attempts?.max === undefined ? sql`` : sql`AND f.attempts <= ${attempts.max}`}
    ${from === undefined ? sql`` : sql`AND f.last_failed_at >= to_timestamp(${epochSeconds(from)}::float8)`}
    ${to === undefined ? sql`` : sql`AND f.last_failed_at < to_timestamp(${epochSeconds(to)}::float8)`}`;
}

const inGroup = (sql: Querying, group: string): Fragment =>
  group === noGroup ? sql`f.group_id IS NULL` : sql`f.group_id = ${group}::uuid`;

const moving: readonly string[] = ["running", "waiting", "queued", "parked"];

/** Which of the moving states it is only the ledger knows: it is asked where not all of them are wanted. */
function inStates(sql: Querying, states: readonly FailureState[]): Fragment {
  const known = new Set(states.map((state) => (moving.includes(state) ? "moving" : state)));
  const coarse = sql`f.state = ANY(${arrayParameter(sql, "text[]", [...known])})`;
  const wanted = states.filter((state) => moving.includes(state));
  if (wanted.length === 0 || wanted.length === moving.length) return coarse;
  return sql`${coarse} AND (f.state <> 'moving' OR EXISTS (
    SELECT FROM delivery s WHERE s.message_id = f.message_id AND s.route = f.route
      AND s.state = ANY(${arrayParameter(sql, "text[]", wanted)})))`;
}

/** Ids sort as they are written: their beginning is a range. */
function ofMessage(sql: Querying, beginning: string): Fragment {
  const digits = beginning.replaceAll("-", "");
  return sql`f.message_id BETWEEN ${digits.padEnd(32, "0")}::uuid AND ${digits.padEnd(32, "f")}::uuid`;
}

/** Ids begin with the time. */
function acceptedOn(sql: Querying, day: string): Fragment {
  const startMs = Date.parse(`${day}T00:00:00Z`);
  return sql`f.message_id >= ${firstUuidOf(startMs)}::uuid AND f.message_id < ${firstUuidOf(startMs + dayMs)}::uuid`;
}

/** As an array, so that the few messages of a value are looked up by their ids, however many failures there are. */
const hasValue = (sql: Querying, hash: string): Fragment =>
  sql`f.message_id = ANY(ARRAY(SELECT v.message_id FROM indexed_value v WHERE v.hash = ${hash}::bigint))`;
