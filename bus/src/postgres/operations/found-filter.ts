import type { GroupFilter } from "../../operations/failure-groups.ts";
import type { FailureFilter } from "../../operations/failures.ts";
import { hashOf, searchKeyOf } from "../search-hash.ts";
import { chosenGroups } from "./failure-group-filter.ts";
import { groups, tallied } from "./failure-group-tallied.ts";
import { codePattern } from "./like-pattern.ts";
import type { Querying } from "./querying.ts";

/**
 * A filter with what had to be looked up for it. The planner then knows how many failures each of its parts has, which it could
 * not know of a subquery.
 */
export type FoundFilter = FailureFilter & {
  /** The routes of its connection. */
  readonly routes?: readonly string[];
  /** The groups that it names, and that have its code. */
  readonly groups?: readonly string[];
  /** The messages about its entity. */
  readonly entityMessages?: readonly string[];
  /** The messages that its reference names. */
  readonly referenceMessages?: readonly string[];
  /** Of the payload's values, in their order. */
  readonly hashes?: readonly string[];
};

/** Looks up what a filter needs; `hashes`, where its payload's values were hashed once and are known no more. */
export async function foundFilter(
  sql: Querying,
  filter: FailureFilter,
  hashes?: readonly string[],
): Promise<FoundFilter> {
  const { connection, code, ofGroups, entityKey, reference, payload } = filter;
  return {
    ...filter,
    ...(connection !== undefined && { routes: await routesOf(sql, connection) }),
    ...(code !== undefined && { groups: await groupsWith(sql, code) }),
    ...(ofGroups !== undefined && { groups: await groupsFound(sql, ofGroups, code) }),
    ...(entityKey !== undefined && { entityMessages: await messagesAbout(sql, entityKey) }),
    ...(reference !== undefined && { referenceMessages: await messagesOf(sql, reference) }),
    ...(payload !== undefined && { hashes: hashes ?? (await hashesOf(sql, payload)) }),
  };
}

/** Those that have failed: a failure has a group. The intake is a route without an operation. */
const routesOf = (sql: Querying, connection: string) =>
  ids(sql<Id[]>`
    SELECT DISTINCT CASE WHEN adapter = operation THEN adapter ELSE adapter || '.' || operation END AS id
    FROM failure_group WHERE adapter = ${connection}`);

const groupsWith = (sql: Querying, code: string) =>
  ids(sql<Id[]>`SELECT id FROM failure_group WHERE code LIKE ${codePattern(code)}`);

/** Of the groups with this code, if one is named, those that a filter of groups finds. */
const groupsFound = (sql: Querying, filter: GroupFilter, code = "*") =>
  ids(sql<Id[]>`
    ${tallied(sql)} SELECT g.id FROM (${groups(sql)}) AS g
    WHERE ${chosenGroups(sql, { ...filter, includeSettled: true })} AND g.code LIKE ${codePattern(code)}`);

const messagesAbout = (sql: Querying, key: string) =>
  ids(sql<Id[]>`SELECT id FROM intake WHERE entity_key = ${key}`);

/** By the entity with that id, by the one that an adapter has remembered a vendor's id for, or by what the vendor called the delivery. */
const messagesOf = (sql: Querying, reference: string) =>
  ids(sql<Id[]>`
    SELECT message_id AS id FROM failure WHERE vendor_reference = ${reference}
    UNION SELECT id FROM intake WHERE entity_key = ${reference}
    UNION SELECT i.id FROM reference r JOIN intake i ON i.entity_key = r.id WHERE r.vendor_id = ${reference}`);

/** The hashes of values at their paths, in their order. */
export async function hashesOf(
  sql: Querying,
  payload: NonNullable<FailureFilter["payload"]>,
): Promise<readonly string[]> {
  const key = await searchKeyOf(sql);
  return payload.map((value) => hashOf(key, value));
}

type Id = { readonly id: string };

const ids = async (found: PromiseLike<readonly Id[]>): Promise<readonly string[]> =>
  (await found).map(({ id }) => id);
