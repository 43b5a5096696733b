import { bucketsPerDoubling, lastBucket } from "../../statistics/histogram.ts";
import type { Fragment, Querying } from "../operations/querying.ts";

/**
 * Attempts `a` of a condition: how each ended, and what it took, and of a settled one the time since its message was accepted, each
 * with its bucket. What waited for something of ours, or was about a person who is forgotten, was no try at the vendor, and is left out.
 */
export const endedAttempts = (sql: Querying, condition: Fragment): Fragment => sql`
  SELECT a.recorded_at, a.route, a.outcome, e.kind,
    CASE WHEN e.kind = 'settled' THEN a.outcome ELSE coalesce(a.became, 'dead') END AS became,
    a.duration_ms, ${bucketOf(sql, sql`a.duration_ms`)} AS duration,
    CASE WHEN e.kind = 'settled' THEN ${sinceAccepted(sql)} END AS critical_ms,
    CASE WHEN e.kind = 'settled' THEN ${bucketOf(sql, sinceAccepted(sql))} END AS critical
  FROM attempt a, LATERAL (
    SELECT CASE WHEN a.outcome IN ('applied', 'unchanged', 'superseded') THEN 'settled'
                WHEN a.became = 'waiting' THEN 'retried' ELSE 'failed' END AS kind
  ) AS e
  WHERE a.outcome NOT IN ('notYet', 'suspect', 'erased') AND ${condition}`;

/** Both times of each of the attempts `e`, as rows. */
export const timesOf = (sql: Querying): Fragment => sql`
  LATERAL (VALUES ('duration', e.duration, e.duration_ms::numeric), ('critical', e.critical, e.critical_ms)) AS m(measure, bucket, ms)`;

/** A UUIDv7 begins with the millisecond that it was made in. */
const sinceAccepted = (sql: Querying): Fragment => sql`
  (extract(epoch FROM a.recorded_at) * 1000 - ('x' || left(replace(a.message_id::text, '-', ''), 12))::bit(48)::bigint)`;

/** As `histogram.ts` has them; what lies on a bound must not fall over it by rounding. */
const bucketOf = (sql: Querying, ms: Fragment): Fragment => sql`
  least(${lastBucket}::float8, ceil(${bucketsPerDoubling}::float8 * ln(greatest(${ms}, 1)::float8) / ln(2::float8) - 1e-9))::smallint`;
