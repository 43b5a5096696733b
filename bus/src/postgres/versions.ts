import type { Sql } from "postgres";
import type { VersionAsk, Versions, VersionStanding } from "../delivery/ports.ts";
import { groupCommit } from "../group-commit.ts";
import { rounds } from "../rounds.ts";
import type { DeliveryKey } from "../operations/delivery-id.ts";
import { arrayParameter } from "./array-parameter.ts";
import type { Querying } from "./operations/querying.ts";

type Take = { readonly route: string; readonly ask: VersionAsk; readonly holdMs: number };
type Finish = { readonly route: string; readonly ask: VersionAsk; readonly applied: boolean };

const batchSize = 200;

/** The versions that vendors have, in Postgres; concurrent asks share statements, which lock rows in one order. */
export function postgresVersions(sql: Sql): Versions {
  const take = groupCommit((takes: readonly Take[]) => takeAll(sql, takes), { max: batchSize });
  const finish = groupCommit((done: readonly Finish[]) => finishAll(sql, done), { max: batchSize });
  return {
    take: (route, ask, holdMs) => take({ route, ask, holdMs }),
    finish: (route, ask, { applied }) => finish({ route, ask, applied }),
  };
}

const entityOf = ({ route, ask }: { readonly route: string; readonly ask: VersionAsk }): string =>
  `${route}\n${ask.key}`;

async function takeAll(sql: Sql, takes: readonly Take[]): Promise<readonly VersionStanding[]> {
  const results: VersionStanding[] = [];
  for (const round of rounds(takes, entityOf)) {
    const standings = await takeRound(
      sql,
      round.map(({ item }) => item),
    );
    for (const { index, item } of round) results[index] = standings.get(entityOf(item)) ?? "busy";
  }
  return results;
}

/** Takes for messages of which no two are of the same entity. */
async function takeRound(sql: Sql, takes: readonly Take[]): Promise<Map<string, VersionStanding>> {
  const given = sql`
    SELECT * FROM unnest(
      ${arrayParameter(
        sql,
        "text[]",
        takes.map(({ route }) => route),
      )}::text[],
      ${arrayParameter(
        sql,
        "text[]",
        takes.map(({ ask }) => ask.key),
      )}::text[],
      ${arrayParameter(
        sql,
        "text[]",
        takes.map(({ ask }) => ask.version),
      )}::text[],
      ${arrayParameter(
        sql,
        "uuid[]",
        takes.map(({ ask }) => ask.messageId),
      )}::uuid[],
      ${arrayParameter(
        sql,
        "bigint[]",
        takes.map(({ holdMs }) => holdMs),
      )}::bigint[]
    ) AS g(route, key, version, holder, hold_ms)`;
  // Whoever held it before has never said what became of it.
  const unheard = sql`
    v.holder <> excluded.holder AND (v.doubted IS NULL OR v.doubted COLLATE "C" < v.held_version COLLATE "C")`;
  const rows = await sql<{ route: string; key: string; standing: VersionStanding }[]>`
    WITH given AS MATERIALIZED (${given}), taken AS (
      INSERT INTO applied_version AS v (route, key, holder, held_version, held_until)
      SELECT route, key, holder, version, now() + hold_ms * interval '1 ms' FROM given
      ORDER BY route COLLATE "C", key COLLATE "C"
      ON CONFLICT (route, key) DO UPDATE SET
        holder = excluded.holder, held_version = excluded.held_version, held_until = excluded.held_until, changed_at = now(),
        doubted = CASE WHEN ${unheard} THEN v.held_version ELSE v.doubted END,
        doubted_by = CASE WHEN ${unheard} THEN v.holder ELSE v.doubted_by END
      WHERE (v.holder IS NULL OR v.holder = excluded.holder
             OR v.held_until < now() AND v.held_version COLLATE "C" <= excluded.held_version COLLATE "C")
        AND coalesce(v.doubted COLLATE "C" <= excluded.held_version COLLATE "C", true)
        AND coalesce(v.version COLLATE "C" <= excluded.held_version COLLATE "C", true)
      RETURNING v.route, v.key
    )
    SELECT g.route, g.key, CASE
        WHEN t.key IS NOT NULL THEN 'newest'
        WHEN v.version COLLATE "C" > g.version COLLATE "C" THEN 'older'
        ELSE 'busy' END AS standing
    FROM given g
    LEFT JOIN taken t ON t.route = g.route AND t.key = g.key
    LEFT JOIN applied_version v ON v.route = g.route AND v.key = g.key`;
  return new Map(rows.map(({ route, key, standing }) => [`${route}\n${key}`, standing]));
}

async function finishAll(sql: Sql, all: readonly Finish[]): Promise<readonly undefined[]> {
  // An unknown version (not applied) is no greater than any.
  const known = sql`v.doubted_by = g.holder OR v.doubted COLLATE "C" <= g.version COLLATE "C"`;
  for (const round of rounds(all, entityOf)) {
    const done = round.map(({ item }) => item);
    await sql`
      WITH given AS MATERIALIZED (
        SELECT * FROM unnest(
          ${arrayParameter(
            sql,
            "text[]",
            done.map(({ route }) => route),
          )}::text[],
          ${arrayParameter(
            sql,
            "text[]",
            done.map(({ ask }) => ask.key),
          )}::text[],
          ${arrayParameter(
            sql,
            "uuid[]",
            done.map(({ ask }) => ask.messageId),
          )}::uuid[],
          ${arrayParameter(
            sql,
            "text[]",
            done.map(({ ask, applied }) => (applied ? ask.version : null)),
          )}::text[]
        ) AS g(route, key, holder, version)
      ), held AS MATERIALIZED (
        SELECT v.route, v.key FROM applied_version v JOIN given g ON g.route = v.route AND g.key = v.key
        ORDER BY v.route COLLATE "C", v.key COLLATE "C" FOR UPDATE OF v
      )
      UPDATE applied_version v SET changed_at = now(),
        version = CASE WHEN v.version COLLATE "C" >= g.version COLLATE "C" THEN v.version ELSE coalesce(g.version, v.version) END,
        holder = CASE WHEN v.holder = g.holder THEN NULL ELSE v.holder END,
        doubted = CASE WHEN ${known} THEN NULL ELSE v.doubted END,
        doubted_by = CASE WHEN ${known} THEN NULL ELSE v.doubted_by END
      FROM given g JOIN held h ON h.route = g.route AND h.key = g.key
      WHERE v.route = g.route AND v.key = g.key`;
  }
  return all.map(() => undefined);
}

/**
 * What a person has found out of a delivery, or decided: `givenUp` was in doubt and is settled without anybody knowing. It
 * counts as applied, or an older state could undo it, and its call may still land until its hold is over.
 */
export type VersionNews = "applied" | "absent" | "givenUp";

/** States of the same entity need not wait any more to hear of a delivery. */
export async function resolveVersion(
  sql: Querying,
  { messageId, route }: DeliveryKey,
  news: VersionNews,
): Promise<void> {
  const counts = news !== "absent";
  const released = news !== "givenUp";
  const held = sql`CASE WHEN doubted_by = ${messageId} THEN doubted ELSE held_version END`;
  await sql`
    UPDATE applied_version SET changed_at = now(),
      version = CASE WHEN ${counts} AND coalesce(version COLLATE "C" < ${held} COLLATE "C", true) THEN ${held} ELSE version END,
      doubted = CASE WHEN doubted_by = ${messageId} THEN NULL ELSE doubted END,
      doubted_by = CASE WHEN doubted_by = ${messageId} THEN NULL ELSE doubted_by END,
      holder = CASE WHEN holder = ${messageId} AND ${released} THEN NULL ELSE holder END
    WHERE route = ${route} AND (doubted_by = ${messageId} OR holder = ${messageId})`;
}
