import type { Sql } from "postgres";
import type { Unprocessed } from "../../operations/overview.ts";
import { arrayParameter } from "../array-parameter.ts";
import { rfc3339 } from "../operations/instant.ts";
import type { Fragment, Querying } from "../operations/querying.ts";
import { firstUuidOf, timeOfUuid } from "../partitions.ts";

type Found = Omit<Unprocessed, "seconds">;

/** Messages at each of these ages are looked at: each half as old again as the one before, from ten seconds to twelve hours. */
const agesMs = Array.from({ length: 21 }, (_, n) => 10_000 * 1.5 ** n);
const sample = 40;
/** The part of each age in which they are looked for where row policies are asked about every message: who sees few of them would wait for all. */
const lookedThrough = 1 / 50;
const lastUuid = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** What waits for the longest time for something that the bus does by itself; what a worker has claimed is being done. */
export async function oldestUnprocessed(sql: Sql): Promise<Unprocessed | null> {
  const [right] = await sql<
    { seesAll: boolean }[]
  >`SELECT has_table_privilege('outbox', 'SELECT') AS "seesAll"`;
  const seesAll = right?.seesAll === true;
  // For who is limited to some connections, a message in the outbox is an unclaimed one.
  const sources = [inTables(sql), unclaimed(sql, seesAll), ...(seesAll ? [unpublished(sql)] : [])];
  const found = (await Promise.all(sources)).flat();
  const [oldest] = found.toSorted((one, other) => Date.parse(one.since) - Date.parse(other.since));
  if (!oldest) return null;
  return { ...oldest, seconds: Math.max(0, Math.round((Date.now() - Date.parse(oldest.since)) / 1_000)) };
}

async function inTables(sql: Sql): Promise<readonly Found[]> {
  const rows = await sql<Found[]>`
    (SELECT queued_at AS since, 'queued' AS where, route FROM delivery WHERE queued_at IS NOT NULL ORDER BY queued_at LIMIT 1)
    UNION ALL
    (SELECT next_attempt_at, 'due', route FROM delivery WHERE next_attempt_at < now() ORDER BY next_attempt_at LIMIT 1)
    UNION ALL
    (SELECT parked_at, 'parked', route FROM parked ORDER BY parked_at LIMIT 1)`;
  return rows.map((row) => ({ ...row, since: rfc3339(row.since) }));
}

async function unclaimed(sql: Sql, seesAll: boolean): Promise<readonly Found[]> {
  const rows = await sql<{ id: string; route: string }[]>`
    SELECT id, route FROM (${unclaimedAtAges(sql, seesAll)}) AS u ORDER BY id LIMIT 1`;
  return rows.map(({ id, route }) => ({
    since: new Date(timeOfUuid(id)).toISOString(),
    where: "unclaimed",
    route,
  }));
}

/**
 * Messages in routes' queues that no worker has begun, as rows of `id` and `route`: they have no row in the ledger. Queues keep their
 * order, so that a few messages of each age tell enough; the oldest one may be half as old again, and a route with hardly a message
 * may be missed.
 */
export function unclaimedAtAges(sql: Querying, seesAll: boolean): Fragment {
  const nowMs = Date.now();
  const uuids = (of: (ageMs: number) => string) => arrayParameter(sql, "uuid[]", agesMs.map(of));
  const firsts = uuids((ageMs) => firstUuidOf(nowMs - ageMs));
  const ends = uuids((ageMs) => (seesAll ? lastUuid : firstUuidOf(nowMs - ageMs * (1 - lookedThrough))));
  return sql`
    SELECT i.id, r.route FROM unnest(${firsts}::uuid[], ${ends}::uuid[]) AS age(first, past),
      LATERAL (
        SELECT id, routes FROM intake WHERE id >= age.first AND id < age.past ORDER BY id LIMIT ${sample}
      ) AS i, unnest(i.routes) AS r(route)
    WHERE is_in_scope(r.route) AND NOT EXISTS (
      SELECT FROM delivery d WHERE d.message_id = i.id AND d.route = r.route)`;
}

async function unpublished(sql: Sql): Promise<readonly Found[]> {
  const [row] = await sql<{ since: string | null }[]>`SELECT min(created_at) AS since FROM outbox`;
  return row?.since ? [{ since: rfc3339(row.since), where: "outbox", route: null }] : [];
}
