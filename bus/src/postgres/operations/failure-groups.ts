import type { Sql } from "postgres";
import { openStates } from "../../delivery/states.ts";
import { done, notFound, type Act, type Result } from "../../operations/act.ts";
import type {
  FailureGroup,
  FailureGroups,
  GroupChange,
  GroupFilter,
} from "../../operations/failure-groups.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import { arrayParameter } from "../array-parameter.ts";
import { writeAudit } from "./audit.ts";
import { rfc3339 } from "./instant.ts";
import { cursorKey, instantOf } from "./keyset.ts";
import type { Querying } from "./querying.ts";
import { transaction } from "../transaction.ts";

/** Failure groups with what is in them now. */
export function postgresFailureGroups(sql: Sql): FailureGroups {
  return {
    list: (filter, page) => list(sql, filter, page),
    get: (id) => find(sql, id),
    change: (id, change, act) => changeGroup(sql, id, change, act),
  };
}

type GroupRow = Omit<FailureGroup, "route"> & { readonly key: string };

async function list(
  sql: Sql,
  { state, connection, includeSettled = false }: GroupFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<FailureGroup>> {
  const rows = await sql<GroupRow[]>`
    SELECT ${columns(sql)} FROM (${counted(sql)}) AS g
    WHERE true
      ${includeSettled ? sql`` : sql`AND g.count > 0`}
      ${state === undefined ? sql`` : sql`AND g.state = ${state}`}
      ${connection === undefined ? sql`` : sql`AND g.connection = ${connection}`}
      ${cursor ? sql`AND (g.last_seen_at, g.id) < (${instantOf(sql, cursor.key)}, ${cursor.messageId}::uuid)` : sql``}
    ORDER BY g.last_seen_at DESC, g.id DESC
    LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: groupOf, cursor: ({ key, id }) => ({ key, messageId: id }) });
}

async function find(sql: Querying, id: string): Promise<FailureGroup | undefined> {
  const [row] = await sql<GroupRow[]>`SELECT ${columns(sql)} FROM (${counted(sql)}) AS g WHERE g.id = ${id}`;
  return row && groupOf(row);
}

/** Every group with its open failures counted. Its `adapter` column names a connection. */
const counted = (sql: Querying) => sql`
  SELECT fg.id, fg.adapter AS connection, fg.operation, fg.code, fg.title, fg.state, fg.owner, fg.note, fg.first_seen_at,
         coalesce(f.count, 0) AS count, coalesce(f.last_seen_at, fg.first_seen_at) AS last_seen_at
  FROM failure_group fg LEFT JOIN (
    SELECT group_id, count(*)::int AS count, max(last_failed_at) AS last_seen_at FROM delivery
    WHERE last_failed_at IS NOT NULL AND state = ANY(${arrayParameter(sql, "text[]", openStates)})
    GROUP BY group_id
  ) f ON f.group_id = fg.id`;

const columns = (sql: Querying) => sql`
  g.id, g.connection, g.operation, g.code, g.title, g.state, g.owner, g.note, g.count, g.first_seen_at AS "firstSeenAt",
  g.last_seen_at AS "lastSeenAt", ${cursorKey(sql, "lastSeenAt")} AS key`;

function groupOf({ key: _key, firstSeenAt, lastSeenAt, ...row }: GroupRow): FailureGroup {
  const { connection, operation } = row;
  // The intake is a route without an operation.
  const route = connection === operation ? connection : `${connection}.${operation}`;
  return { ...row, route, firstSeenAt: rfc3339(firstSeenAt), lastSeenAt: rfc3339(lastSeenAt) };
}

function changeGroup(sql: Sql, id: string, change: GroupChange, act: Act): Promise<Result<FailureGroup>> {
  const { state, owner, note } = change;
  return transaction(sql, async (tx) => {
    const [row] = await tx`
      UPDATE failure_group SET
        state = ${state === undefined ? tx`state` : state},
        owner = ${owner === undefined ? tx`owner` : owner},
        note = ${note === undefined ? tx`note` : note}
      WHERE id = ${id} RETURNING 1`;
    if (!row) return notFound(`There is no failure group ${id}.`);
    await writeAudit(tx, act, { action: "group.change", target: `group:${id}`, detail: change });
    const changed = await find(tx, id);
    return changed ? done(changed) : notFound(`There is no failure group ${id}.`);
  });
}
