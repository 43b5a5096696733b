import type { Claimed, ClaimResult, ClaimTerms } from "../delivery/ledger.ts";
import type { Token } from "../delivery/token.ts";
import { rounds } from "../rounds.ts";
import { arrayParameter } from "./array-parameter.ts";
import type { Querying } from "./operations/querying.ts";
import { isHead } from "./lanes/is-head.ts";
import type { LedgerRoute } from "./ledger-route.ts";
import { firstUuidOf, timeOfUuid } from "./partitions.ts";

/** How far back the ledger remembers; an older token without a row may be of a delivery long done. */
const memoryMs = 14 * 86_400_000;

/** Claims in one committed statement for first tokens and one for retry tokens; results in the order of the tokens. */
export async function claim(
  sql: Querying,
  route: LedgerRoute,
  tokens: readonly Token[],
  terms: ClaimTerms,
): Promise<ClaimResult[]> {
  const results: ClaimResult[] = [];
  for (const [nth, round] of rounds(tokens, ({ envelope }) => envelope.id).entries()) {
    const claims = await claimRound(
      sql,
      route,
      round.map(({ item }) => item),
      // Under the same fence the second token of a message would find what the first has claimed.
      { ...terms, fence: terms.fence + nth },
    );
    for (const { index, item } of round) results[index] = claims.get(item.envelope.id) ?? notStarted;
  }
  return results;
}

/** A first token whose delivery vanished between two statements: look again. */
const notStarted: ClaimResult = { kind: "held", forMs: 0 };

/** Claims for tokens of which no two are of the same message; results by message id. */
async function claimRound(
  sql: Querying,
  route: LedgerRoute,
  tokens: readonly Token[],
  terms: ClaimTerms,
): Promise<Map<string, ClaimResult>> {
  const first = tokens.filter(({ retry }) => !retry);
  const retries = tokens.filter(({ retry }) => retry);
  const rows = [
    ...(first.length > 0 ? await claimFirst(sql, route.name, idsOf(first), terms) : []),
    ...(retries.length > 0 ? await claimRetries(sql, route, retries, terms) : []),
  ];
  const claimed = new Map(rows.map((row) => [row.messageId, claimedOf(row, terms.fence)]));
  const left = first.filter(({ envelope }) => !claimed.has(envelope.id));
  const others = left.length > 0 ? await standings(sql, route.name, idsOf(left)) : [];
  const forgotten = left.length > others.length ? await forgottenOf(sql, idsOf(left)) : [];
  // Without a first token's burden of carrying the only copy, there is nothing to hold.
  const stale = retries.map(({ envelope }): [string, ClaimResult] => [envelope.id, { kind: "notOurs" }]);
  return new Map<string, ClaimResult>([...stale, ...forgotten, ...others, ...claimed]);
}

/** A delivery as it was claimed. */
export type ClaimRow = {
  messageId: string;
  starts: number;
  barren: number;
  attempts: number;
  generation: number;
  revision: number;
  era: number;
  doubtMs: number | null;
  releasedMs: number | null;
  batchId: string | null;
  asked: boolean;
};

function claimFirst(
  sql: Querying,
  route: string,
  ids: readonly string[],
  terms: ClaimTerms,
): Promise<ClaimRow[]> {
  return sql<ClaimRow[]>`
    INSERT INTO delivery AS d (message_id, route, state, starts, barren, fence, lease_until, worker, doubt_since)
    SELECT id, ${route}, 'running', 1, 1, ${terms.fence}::bigint, now() + ${terms.leaseMs} * interval '1 ms', ${terms.worker},
           CASE WHEN id < ${firstUuidOf(Date.now() - memoryMs)}::uuid THEN now() - ${memoryMs} * interval '1 ms' END
    FROM unnest(${arrayParameter(sql, "uuid[]", [...ids])}::uuid[]) AS id
    ON CONFLICT (message_id, route) DO UPDATE SET
      starts = d.starts + (d.fence <> excluded.fence)::int, barren = d.barren + (d.fence <> excluded.fence)::int,
      fence = excluded.fence, lease_until = excluded.lease_until, worker = excluded.worker,
      doubt_since = CASE WHEN d.fence = excluded.fence THEN d.doubt_since ELSE coalesce(d.doubt_since, d.lease_until) END
    WHERE d.state = 'running' AND (d.lease_until < now() OR d.fence = excluded.fence)
    RETURNING ${claimColumns(sql)}`;
}

function claimRetries(
  sql: Querying,
  { name: route, laned }: LedgerRoute,
  tokens: readonly Token[],
  terms: ClaimTerms,
): Promise<ClaimRow[]> {
  const ids = arrayParameter(
    sql,
    "uuid[]",
    tokens.map(({ envelope }) => envelope.id),
  );
  const generations = arrayParameter(
    sql,
    "int[]",
    tokens.map(({ retry }) => retry?.generation ?? -1),
  );
  const starts = arrayParameter(
    sql,
    "int[]",
    tokens.map(({ retry }) => retry?.start ?? -1),
  );
  // By its place in the batch, not by a join: a planner that expects none to be queued would read the batch once a delivery.
  const itsOwn = (values: typeof starts) =>
    sql`(${values}::int[])[array_position(${ids}::uuid[], d.message_id)]`;
  return sql<ClaimRow[]>`
    UPDATE delivery AS d SET
      state = 'running', starts = ${itsOwn(starts)} + 1, barren = d.barren + (d.state <> 'running')::int, fence = ${terms.fence}::bigint,
      lease_until = now() + ${terms.leaseMs} * interval '1 ms', worker = ${terms.worker},
      next_attempt_at = NULL, queued_at = NULL, reason = NULL ${laned ? itsTurn(sql) : sql``}
    WHERE d.route = ${route} AND d.message_id = ANY(${ids}::uuid[]) AND d.generation = ${itsOwn(generations)}
      AND (d.state IN ('queued', 'waiting', 'parked') AND d.starts = ${itsOwn(starts)}
           OR d.state = 'running' AND d.fence = ${terms.fence}::bigint)
      ${laned ? sql`AND ${isHead(sql)}` : sql``}
    RETURNING ${claimColumns(sql)}`;
}

/** What has stood behind others begins to age with its first start, and does not become young again by standing once more. */
const itsTurn = (sql: Querying) =>
  sql`, released_at = CASE WHEN d.state = 'parked' AND d.starts = 0 THEN now() ELSE d.released_at END`;

/** The columns of a {@link ClaimRow}, of a delivery `d`. */
export const claimColumns = (sql: Querying) => sql`
  d.message_id AS "messageId", d.starts, d.barren, d.attempts, d.generation, d.revision, d.era, d.batch_id AS "batchId",
  d.asked_in IS NOT DISTINCT FROM d.generation AS asked,
  (extract(epoch FROM now() - d.doubt_since) * 1000)::float8 AS "doubtMs",
  (extract(epoch FROM now() - d.released_at) * 1000)::float8 AS "releasedMs"`;

/** What a worker needs to know of what it has claimed. */
export function claimedOf(row: ClaimRow, fence: number): Claimed {
  const {
    messageId,
    starts,
    barren,
    attempts,
    generation,
    revision,
    era,
    doubtMs,
    releasedMs,
    batchId,
    asked,
  } = row;
  const ageMs = releasedMs ?? Math.max(0, Date.now() - timeOfUuid(messageId));
  const counters = { starts, barren, attempts, generation, revision, era };
  return {
    kind: "claimed",
    ...counters,
    fence,
    doubtMs: doubtMs ?? undefined,
    ageMs,
    ...(batchId !== null && { batchId }),
    ...(asked && { asked: true as const }),
  };
}

/** Why deliveries could not be claimed by first tokens. */
async function standings(
  sql: Querying,
  route: string,
  ids: readonly string[],
): Promise<[messageId: string, ClaimResult][]> {
  const rows = await sql<{ messageId: string; heldForMs: number | null }[]>`
    SELECT d.message_id AS "messageId",
           CASE WHEN d.state = 'running' AND NOT EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id)
                THEN greatest(0, extract(epoch FROM d.lease_until - now()) * 1000)::float8 END AS "heldForMs"
    FROM delivery d
    WHERE d.route = ${route} AND d.message_id = ANY(${arrayParameter(sql, "uuid[]", [...ids])}::uuid[])`;
  return rows.map(({ messageId, heldForMs }) => [
    messageId,
    heldForMs === null ? { kind: "notOurs" } : { kind: "held", forMs: heldForMs },
  ]);
}

/** Of what has no row any more: settled so long ago that the ledger has forgotten it. */
async function forgottenOf(
  sql: Querying,
  ids: readonly string[],
): Promise<[messageId: string, ClaimResult][]> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM unnest(${arrayParameter(sql, "uuid[]", [...ids])}::uuid[]) AS id WHERE is_forgotten(id)`;
  return rows.map(({ id }) => [id, { kind: "notOurs" }]);
}

/** Sorted, so that two batches never lock the same rows in a different order. */
const idsOf = (tokens: readonly Token[]): string[] => tokens.map(({ envelope }) => envelope.id).toSorted();
