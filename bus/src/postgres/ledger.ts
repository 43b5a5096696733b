import type { Sql } from "postgres";
import type { Claimed, ClaimResult, ClaimTerms, Ledger, Settlement } from "../delivery/ledger.ts";
import type { Token } from "../delivery/token.ts";
import { rounds } from "../rounds.ts";
import { arrayParameter } from "./array-parameter.ts";
import { defer } from "./defer.ts";
import { isHead } from "./lanes/is-head.ts";
import type { LedgerRoute } from "./ledger-route.ts";
import { firstUuidOf, timeOfUuid } from "./partitions.ts";
import { settleClean } from "./settle-clean.ts";
import { settleFailed } from "./settle-failed.ts";

/** How far back the ledger remembers; an older token without a row may be of a delivery long done. */
const memoryMs = 14 * 86_400_000;

const noLanes: ReadonlySet<string> = new Set();

/** The ledger in Postgres. Claims and clean settles are one prepared statement a batch; `laned` routes keep a strict order. */
export function postgresLedger(sql: Sql, laned = noLanes): Ledger {
  return {
    claim: (route, tokens, terms) => claim(sql, { name: route, laned: laned.has(route) }, tokens, terms),
    settle: (route, settlements) => settle(sql, { name: route, laned: laned.has(route) }, settlements),
    defer: (route, deferrals) => defer(sql, route, deferrals),
  };
}

async function claim(
  sql: Sql,
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
  sql: Sql,
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
  // Without a first token's burden of carrying the only copy, there is nothing to hold.
  const stale = retries.map(({ envelope }): [string, ClaimResult] => [envelope.id, { kind: "notOurs" }]);
  return new Map<string, ClaimResult>([...stale, ...others, ...claimed]);
}

type Row = {
  messageId: string;
  starts: number;
  barren: number;
  attempts: number;
  generation: number;
  revision: number;
  era: number;
  doubtMs: number | null;
  releasedMs: number | null;
};

function claimFirst(sql: Sql, route: string, ids: readonly string[], terms: ClaimTerms): Promise<Row[]> {
  return sql<Row[]>`
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
  sql: Sql,
  { name: route, laned }: LedgerRoute,
  tokens: readonly Token[],
  terms: ClaimTerms,
): Promise<Row[]> {
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
  return sql<Row[]>`
    UPDATE delivery AS d SET
      state = 'running', starts = t.start + 1, barren = d.barren + (d.state <> 'running')::int, fence = ${terms.fence}::bigint,
      lease_until = now() + ${terms.leaseMs} * interval '1 ms', worker = ${terms.worker},
      next_attempt_at = NULL, queued_at = NULL, reason = NULL ${laned ? itsTurn(sql) : sql``}
    FROM unnest(${ids}::uuid[], ${generations}::int[], ${starts}::int[]) AS t(id, generation, start)
    WHERE d.route = ${route} AND d.message_id = ANY(${ids}::uuid[]) AND d.message_id = t.id AND d.generation = t.generation
      AND (d.state IN ('queued', 'waiting', 'parked') AND d.starts = t.start
           OR d.state = 'running' AND d.fence = ${terms.fence}::bigint)
      ${laned ? sql`AND ${isHead(sql)}` : sql``}
    RETURNING ${claimColumns(sql)}`;
}

/** What has stood behind others has only now begun to age. */
const itsTurn = (sql: Sql) =>
  sql`, released_at = CASE WHEN d.state = 'parked' THEN now() ELSE d.released_at END`;

const claimColumns = (sql: Sql) => sql`
  d.message_id AS "messageId", d.starts, d.barren, d.attempts, d.generation, d.revision, d.era,
  (extract(epoch FROM now() - d.doubt_since) * 1000)::float8 AS "doubtMs",
  (extract(epoch FROM now() - d.released_at) * 1000)::float8 AS "releasedMs"`;

function claimedOf(row: Row, fence: number): Claimed {
  const { messageId, doubtMs, releasedMs, ...counters } = row;
  const ageMs = releasedMs ?? Math.max(0, Date.now() - timeOfUuid(messageId));
  return { kind: "claimed", ...counters, fence, doubtMs: doubtMs ?? undefined, ageMs };
}

/** Why deliveries could not be claimed by first tokens. */
async function standings(
  sql: Sql,
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

async function settle(sql: Sql, route: LedgerRoute, settlements: readonly Settlement[]): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const round of rounds(settlements, ({ token }) => token.envelope.id)) {
    const clean = round.map(({ item }) => item).filter(isClean);
    const written = clean.length > 0 ? await settleClean(sql, route, clean) : new Set<string>();
    for (const { index, item } of round) {
      results[index] = isClean(item)
        ? written.has(item.token.envelope.id)
        : await settleFailed(sql, route.name, item);
    }
  }
  return results;
}

const isClean = ({ transition: { state } }: Settlement): boolean =>
  state === "applied" || state === "unchanged" || state === "superseded";

/** Sorted, so that two batches never lock the same rows in a different order. */
const idsOf = (tokens: readonly Token[]): string[] => tokens.map(({ envelope }) => envelope.id).toSorted();
