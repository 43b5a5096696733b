import { openStates } from "../../delivery/states.ts";
import type { FailureFilter } from "../../operations/failures.ts";
import { arrayParameter } from "../array-parameter.ts";
import { epochSeconds } from "./instant.ts";
import type { Querying } from "./querying.ts";

/**
 * The condition that a filter is, over `delivery d LEFT JOIN intake i`. A failure is a delivery that has failed at least
 * once and is not settled.
 */
export function matching(sql: Querying, filter: FailureFilter) {
  const { states = openStates, route, connection, type, group, from, to, q } = filter;
  return sql`
    d.last_failed_at IS NOT NULL AND d.state = ANY(${arrayParameter(sql, "text[]", states)})
    ${route === undefined ? sql`` : sql`AND d.route = ${route}`}
    ${connection === undefined ? sql`` : sql`AND split_part(d.route, '.', 1) = ${connection}`}
    ${type === undefined ? sql`` : sql`AND i.type = ${type}`}
    ${group === undefined ? sql`` : sql`AND d.group_id = ${group}::uuid`}
    ${from === undefined ? sql`` : sql`AND d.last_failed_at >= to_timestamp(${epochSeconds(from)}::float8)`}
    ${to === undefined ? sql`` : sql`AND d.last_failed_at < to_timestamp(${epochSeconds(to)}::float8)`}
    ${q === undefined ? sql`` : containing(sql, q)}`;
}

function containing(sql: Querying, q: string) {
  const literal = q.replace(/[\\%_]/g, (character) => `\\${character}`);
  return sql`AND (
    d.error_code ILIKE ${`%${literal}%`} OR d.error_message ILIKE ${`%${literal}%`}
    OR i.entity_key ILIKE ${`%${literal}%`} OR d.message_id::text LIKE ${`${literal.toLowerCase()}%`})`;
}
