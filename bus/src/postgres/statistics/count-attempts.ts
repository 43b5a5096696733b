import type { Sql, TransactionSql } from "postgres";
import { spans } from "../../statistics/window.ts";
import { arrayParameter } from "../array-parameter.ts";
import { firstIdAt } from "../partitions.ts";
import { transaction } from "../transaction.ts";
import { endedAttempts, timesOf } from "./ended-attempts.ts";

/** A settle has its time from the beginning of its transaction, which the database ends after 20 s at the latest. */
const settledAfterMs = 30_000;
const atOnce = "10 minutes";

/**
 * Adds the attempts that were recorded since the last count to the counts of their minutes, and the deliveries that came, ten
 * minutes of them at once, and to the totals of all time; gives whether all are counted that can be. The settles and the intake have nothing to do with it.
 * Another scheduler's turn is left to it.
 */
export function countAttempts(sql: Sql, afterMs: number = settledAfterMs): Promise<boolean> {
  return transaction(sql, async (tx) => {
    const [turn] = await tx<{ from: string; to: string; all: boolean }[]>`
      SELECT counted_to AS from, least(upto, counted_to + ${atOnce}::interval) AS to,
        upto <= counted_to + ${atOnce}::interval AS all
      FROM attempt_mark, (SELECT now() - ${afterMs} * interval '1 ms' AS upto) AS u
      WHERE upto > counted_to FOR UPDATE OF attempt_mark SKIP LOCKED`;
    if (!turn) return true;
    await countBetween(tx, turn.from, turn.to);
    for (const { minutes, keptMs } of spans) await forgetBefore(tx, minutes, keptMs);
    return turn.all;
  });
}

async function countBetween(tx: TransactionSql, from: string, to: string): Promise<void> {
  await countAccepted(tx, from, to);
  const recorded = tx`a.recorded_at > ${from}::timestamptz AND a.recorded_at <= ${to}::timestamptz`;
  const start = tx`date_bin(make_interval(mins => s.span), e.recorded_at, 'epoch'::timestamptz)`;
  await tx`
    WITH ended AS MATERIALIZED (${endedAttempts(tx, recorded)}), counts AS (
      INSERT INTO attempt_count AS c (span, start, route, kind, count)
      SELECT s.span, ${start}, e.route, e.kind, count(*)
      FROM ended AS e, unnest(${minutesOf(tx, spans)}::int[]) AS s(span) GROUP BY 1, 2, 3, 4
      ON CONFLICT (span, start, route, kind) DO UPDATE SET count = c.count + excluded.count
    ), totals AS (
      INSERT INTO attempt_total AS t (route, outcome, became, count)
      SELECT e.route, e.outcome, e.became, count(*) FROM ended AS e GROUP BY 1, 2, 3
      ON CONFLICT (route, outcome, became) DO UPDATE SET count = t.count + excluded.count
    ), time_totals AS (
      INSERT INTO attempt_time_total AS t (route, measure, bucket, count, sum_ms)
      SELECT e.route, m.measure, m.bucket, count(*), sum(greatest(m.ms, 0))::bigint
      FROM ended AS e, ${timesOf(tx)} WHERE m.bucket IS NOT NULL GROUP BY 1, 2, 3
      ON CONFLICT (route, measure, bucket) DO UPDATE SET count = t.count + excluded.count, sum_ms = t.sum_ms + excluded.sum_ms
    )
    INSERT INTO attempt_time AS c (span, start, route, measure, bucket, count)
    SELECT s.span, ${start}, e.route, m.measure, m.bucket, count(*)
    FROM ended AS e, ${timesOf(tx)},
      unnest(${minutesOf(
        tx,
        spans.filter(({ timed }) => timed),
      )}::int[]) AS s(span)
    WHERE m.bucket IS NOT NULL GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (span, start, route, measure, bucket) DO UPDATE SET count = c.count + excluded.count`;
  await tx`UPDATE attempt_mark SET counted_to = ${to}::timestamptz`;
}

/** A message is found by its id, which is made before the commit that shows it, and counted where it was accepted. */
async function countAccepted(tx: TransactionSql, from: string, to: string): Promise<void> {
  await tx`
    WITH came AS MATERIALIZED (
      SELECT i.accepted_at, r.route FROM intake i, unnest(i.routes) AS r(route)
      WHERE i.id >= ${firstIdAt(tx, tx`${from}::timestamptz`)} AND i.id < ${firstIdAt(tx, tx`${to}::timestamptz`)}
    ), totals AS (
      INSERT INTO attempt_total AS t (route, outcome, became, count)
      SELECT route, 'accepted', 'pending', count(*) FROM came GROUP BY 1
      ON CONFLICT (route, outcome, became) DO UPDATE SET count = t.count + excluded.count
    )
    INSERT INTO attempt_count AS c (span, start, route, kind, count)
    SELECT s.span, date_bin(make_interval(mins => s.span), m.accepted_at, 'epoch'::timestamptz), m.route, 'accepted', count(*)
    FROM came AS m, unnest(${minutesOf(tx, spans)}::int[]) AS s(span) GROUP BY 1, 2, 3
    ON CONFLICT (span, start, route, kind) DO UPDATE SET count = c.count + excluded.count`;
}

const minutesOf = (tx: TransactionSql, of: readonly { readonly minutes: number }[]) =>
  arrayParameter(
    tx,
    "int[]",
    of.map(({ minutes }) => minutes),
  );

async function forgetBefore(tx: TransactionSql, minutes: number, keptMs: number): Promise<void> {
  const old = tx`span = ${minutes} AND start < now() - ${keptMs} * interval '1 ms'`;
  await tx`WITH times AS (DELETE FROM attempt_time WHERE ${old}) DELETE FROM attempt_count WHERE ${old}`;
}
