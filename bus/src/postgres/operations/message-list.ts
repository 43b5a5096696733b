import type { Sql, TransactionSql } from "postgres";
import type { FailureTally, SearchedWindow } from "../../operations/failures.ts";
import type { MessageFilter, MessagePage, MessageRow } from "../../operations/messages.ts";
import { pageOf, writeCursor, type Cursor, type Page, type PageRequest } from "../../operations/page.ts";
import { timeOfUuid } from "../partitions.ts";
import { countRows } from "./failure-count.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";
import { placesOf, stretchOf, type Places } from "./message-places.ts";
import { readOn } from "./message-filter.ts";
import type { Fragment } from "./querying.ts";
import { withinDeadline } from "./within-deadline.ts";

/**
 * One page of messages on their routes, newest first. It reads one stretch of the places where such messages are; where that does
 * not fill the page, the next one goes on where it ended. @throws SearchTooWide where the database was not done in time
 */
export const listMessages = (sql: Sql, filter: MessageFilter, request: PageRequest): Promise<MessagePage> =>
  withinDeadline(sql, async (tx) => {
    const places = placesOf(tx, filter);
    const page = await readPage(tx, places, filter, request);
    const end =
      page.next === null && !places.exact ? await endOf(tx, places.stretch(request.cursor)) : undefined;
    return {
      data: page.data,
      next: page.next ?? (end ? writeCursor(end) : null),
      count: await countOf(tx, places),
      window: windowOf(filter, end),
    };
  });

type Row = Omit<MessageRow, "error"> & {
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

async function readPage(
  tx: TransactionSql,
  places: Places,
  filter: MessageFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<MessageRow>> {
  const found = await tx<Row[]>`
    SELECT i.id, i.type, i.source, i.source_id AS "sourceId", i.entity_key AS "entityKey", i.accepted_at AS "acceptedAt",
           i.causation_id AS "causationId", d.route,
           CASE WHEN d.route IS NOT NULL THEN coalesce(d.state, state_without_row(i.id)) END AS state, coalesce(d.attempts, 0) AS attempts,
           d.settled_at AS "settledAt", d.next_attempt_at AS "nextAttemptAt", d.vendor_reference AS "vendorReference", d.reason,
           d.error_code AS "errorCode", d.error_message AS "errorMessage"
    FROM ${places.rows(cursor, limit + 1)} WHERE ${readOn(tx, filter)}
      ${cursor ? tx`AND (i.id, coalesce(d.route, '')) < (${cursor.messageId}::uuid, ${cursor.route})` : tx``}
    ORDER BY i.id DESC, coalesce(d.route, '') DESC LIMIT ${limit + 1}`;
  return pageOf(found, limit, {
    item: rowOf,
    cursor: ({ id, route }) => ({ messageId: id, route: route ?? "" }),
  });
}

const rowOf = ({ errorCode, errorMessage, ...row }: Row): MessageRow => ({
  ...row,
  acceptedAt: rfc3339(row.acceptedAt),
  settledAt: rfc3339OrNull(row.settledAt),
  nextAttemptAt: rfc3339OrNull(row.nextAttemptAt),
  error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" },
});

/** The last place of a stretch that is full; undefined where there is nothing behind it. */
async function endOf(tx: TransactionSql, stretch: Fragment): Promise<Cursor | undefined> {
  const [row] = await tx<Omit<Cursor, "key">[]>`
    SELECT s.id AS "messageId", s.route FROM (${stretch}) AS s ORDER BY s.id DESC, s.route DESC OFFSET ${stretchOf - 1} LIMIT 1`;
  return row && { key: "0", ...row };
}

const countOf = async (tx: TransactionSql, { counted }: Places): Promise<FailureTally | null> =>
  counted === undefined ? null : countRows(tx, counted);

const windowOf = ({ from, to }: MessageFilter, end: Cursor | undefined): SearchedWindow => ({
  from: end ? new Date(timeOfUuid(end.messageId)).toISOString() : (from ?? null),
  to: to ?? new Date().toISOString(),
  complete: end === undefined,
});
