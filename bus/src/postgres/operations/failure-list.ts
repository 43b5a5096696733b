import type { Sql, TransactionSql } from "postgres";
import type {
  Failure,
  FailureCount,
  FailureFilter,
  FailurePage,
  SearchedWindow,
} from "../../operations/failures.ts";
import { pageOf, writeCursor, type Cursor, type Page, type PageRequest } from "../../operations/page.ts";
import { checksumOf } from "./checksum.ts";
import { countFailures } from "./failure-count.ts";
import { containing, matching, matchingFields } from "./failure-filter.ts";
import { failureColumns, failureOf, type FailureRow } from "./failure-row.ts";
import { foundFilter } from "./found-filter.ts";
import { rfc3339 } from "./instant.ts";
import { instantOf, microseconds } from "./keyset.ts";
import type { Fragment, Querying } from "./querying.ts";
import { withinDeadline } from "./within-deadline.ts";

/** How many failures a search for text reads before it gives what it has found: each has to be looked at. */
const textWindow = 10_000;

/** One page of failures, last failed first. @throws SearchTooWide where the database was not done in time */
export function listFailures(sql: Sql, filter: FailureFilter, request: PageRequest): Promise<FailurePage> {
  const list = filter.texts === undefined || filter.texts.length === 0 ? listFields : listTexts;
  return withinDeadline(sql, (tx) => list(tx, filter, request));
}

async function listFields(
  tx: TransactionSql,
  filter: FailureFilter,
  { limit, cursor }: PageRequest,
): Promise<FailurePage> {
  const condition = matching(tx, await foundFilter(tx, filter));
  const page = await readPage(tx, newest(tx, condition, cursor, limit + 1), limit);
  return { ...page, count: await countFailures(tx, condition), window: windowOf(filter) };
}

/** Reads one stretch of what fits the fields; where that does not fill a page, the next one goes on where it ended. */
async function listTexts(
  tx: TransactionSql,
  filter: FailureFilter,
  { limit, cursor }: PageRequest,
): Promise<FailurePage> {
  const condition = matchingFields(tx, await foundFilter(tx, filter));
  const texts = containing(tx, filter.texts ?? []);
  const stretch = newest(tx, condition, cursor, textWindow);
  const hits = tx`SELECT f.* FROM (${stretch}) AS f WHERE true ${texts}`;
  const page = await readPage(tx, tx`SELECT * FROM (${hits}) AS h LIMIT ${limit + 1}`, limit);
  const here = await lookOver(tx, stretch, texts);
  // A later page's own stretch says nothing of those before it.
  const first = cursor ? await lookOver(tx, newest(tx, condition, undefined, textWindow), texts) : here;
  const { end } = here;
  return {
    data: page.data,
    next: page.next ?? (end && writeCursor(end)),
    count: countOf(first, here),
    window: end ? { ...windowOf(filter), from: rfc3339(end.at), complete: false } : windowOf(filter),
  };
}

/** How many there are on all pages, by the first stretch of all: whole where that is all of it. */
function countOf(first: Looked, here: Looked): FailureCount {
  const { found, checksum, end } = first;
  if (end === null) return { value: found, about: false, checksum, atLeast: false };
  return { value: Math.max(found, here.found), about: true, checksum: null, atLeast: true };
}

/** Failures `f` with a condition, last failed first. */
const newest = (
  sql: Querying,
  condition: Fragment,
  cursor: Cursor | undefined,
  most: number,
): Fragment => sql`
  SELECT f.* FROM failure f WHERE ${condition} ${cursor ? after(sql, cursor) : sql``}
  ORDER BY f.last_failed_at DESC, f.message_id DESC, f.route DESC LIMIT ${most}`;

const after = (sql: Querying, { key, messageId, route }: Cursor): Fragment => sql`
  AND (f.last_failed_at, f.message_id, f.route) < (${instantOf(sql, key)}, ${messageId}::uuid, ${route})`;

async function readPage(tx: TransactionSql, found: Fragment, limit: number): Promise<Page<Failure>> {
  const rows = await tx<(FailureRow & { key: string })[]>`
    SELECT ${failureColumns(tx)}, ${microseconds(tx, tx`f.last_failed_at`)} AS key
    FROM (${found}) AS f
    JOIN delivery d ON d.message_id = f.message_id AND d.route = f.route LEFT JOIN intake i ON i.id = f.message_id
    ORDER BY f.last_failed_at DESC, f.message_id DESC, f.route DESC`;
  return pageOf(rows, limit, { item: failureOf, cursor: (row) => row });
}

type End = Cursor & { readonly at: string };

/** How many were found in a stretch and which; and where it ended, null where there was nothing more to read. */
type Looked = { readonly found: number; readonly checksum: string; readonly end: End | null };

async function lookOver(tx: TransactionSql, stretch: Fragment, texts: Fragment): Promise<Looked> {
  const [row] = await tx<(End & { read: number; found: number; checksum: string })[]>`
    WITH f AS MATERIALIZED (${stretch}), h AS (
      SELECT count(*)::int AS found, ${checksumOf(tx, tx`f`)} AS checksum FROM f WHERE true ${texts})
    SELECT (SELECT count(*)::int FROM f) AS read, (SELECT found FROM h), (SELECT checksum FROM h),
           ${microseconds(tx, tx`f.last_failed_at`)} AS key, f.message_id AS "messageId", f.route, f.last_failed_at AS at
    FROM f ORDER BY f.last_failed_at, f.message_id, f.route LIMIT 1`;
  if (!row) return { found: 0, checksum: "0", end: null };
  const { read, found, checksum, key, messageId, route, at } = row;
  return { found, checksum, end: read < textWindow ? null : { key, messageId, route, at } };
}

const windowOf = ({ from, to }: FailureFilter): SearchedWindow => ({
  from: from ?? null,
  to: to ?? new Date().toISOString(),
  complete: true,
});
