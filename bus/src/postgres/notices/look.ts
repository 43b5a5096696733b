import type { Sql, TransactionSql } from "postgres";
import { newMessageId } from "../../intake/message-id.ts";
import type { NoticeEndpoint, NoticeKind } from "../../notices/endpoint.ts";
import { lookAt, type Look } from "../../notices/news.ts";
import { noticeBody } from "../../notices/notice-body.ts";
import { arrayParameter } from "../array-parameter.ts";
import { readMessages, readResults, receiptOf, type KnownMessage } from "../receipts.ts";
import { transaction } from "../transaction.ts";

/** So many watches one look takes. */
export const lookBatch = 200;

const shortestPauseMs = 300;
const longestPauseMs = 60_000;
/** What stands still is moved by an operator alone, whose act ends the pause. */
const standstillPauseMs = 600_000;

/**
 * Looks what became of the messages that an endpoint wants to be told of, as far as a look is due, and writes down what is to be
 * told: one commit, so that nothing is told twice and nothing is left out. Gives how many it looked at.
 */
export async function lookAtDue(sql: Sql, endpoint: NoticeEndpoint): Promise<number> {
  return transaction(sql, async (tx) => {
    const due = await tx<Watch[]>`
      SELECT message_id AS id, told FROM notice_watch WHERE endpoint = ${endpoint.name} AND look_at <= now()
      ORDER BY look_at LIMIT ${lookBatch} FOR UPDATE SKIP LOCKED`;
    if (due.length === 0) return 0;
    const messages = new Map(
      (
        await readMessages(
          tx,
          due.map(({ id }) => id),
        )
      ).map((message) => [message.id, message]),
    );
    const looks = due.map(({ id, told }) => {
      const message = messages.get(id);
      return { id, message, look: message ? lookAt(message.deliveries, told) : forgotten };
    });
    await writeNotices(tx, endpoint, looks);
    await endWatches(tx, endpoint.name, looks);
    await goOnWatching(tx, endpoint.name, looks);
    return due.length;
  });
}

type Watch = { readonly id: string; readonly told: readonly string[] };

type Looked = { readonly id: string; readonly message: KnownMessage | undefined; readonly look: Look };

/** Its intake row went with its time. */
const forgotten: Look = { news: undefined, told: [], outlook: "over" };

async function writeNotices(
  tx: TransactionSql,
  { name, on }: NoticeEndpoint,
  looks: readonly Looked[],
): Promise<void> {
  const told = looks.flatMap(({ message, look: { news } }) =>
    message && news && on.has(news) ? [{ message, news }] : [],
  );
  if (told.length === 0) return;
  const ids = told.map(({ message }) => message.id);
  const results = await readResults(tx, ids);
  const column = (pick: (each: { message: KnownMessage; news: NoticeKind }) => string) =>
    arrayParameter(tx, "text[]", told.map(pick));
  await tx`
    INSERT INTO notice (id, endpoint, message_id, kind, body)
    SELECT id::uuid, ${name}, message_id::uuid, kind, body
    FROM unnest(${column(() => newMessageId())}::text[], ${column(({ message }) => message.id)}::text[],
      ${column(({ news }) => news)}::text[],
      ${column(({ message, news }) => noticeBody(news, receiptOf(message, results), occurredAt(message)))}::text[]
    ) AS n(id, message_id, kind, body)`;
}

/** When the last of its deliveries changed, or where it has none, when it was accepted. */
function occurredAt({ deliveries, acceptedAt }: KnownMessage): string {
  return deliveries
    .flatMap(({ changedAt, settledAt }) => [changedAt, settledAt])
    .reduce<string>((last, at) => (at !== null && at > last ? at : last), acceptedAt);
}

async function endWatches(tx: TransactionSql, endpoint: string, looks: readonly Looked[]): Promise<void> {
  const over = looks.filter(({ look }) => look.outlook === "over").map(({ id }) => id);
  if (over.length === 0) return;
  await tx`
    DELETE FROM notice_watch
    WHERE endpoint = ${endpoint} AND message_id = ANY(${arrayParameter(tx, "uuid[]", over)}::uuid[])`;
}

/** The longer a message moves already, the longer the pause: half as long. */
async function goOnWatching(tx: TransactionSql, endpoint: string, looks: readonly Looked[]): Promise<void> {
  const open = looks.filter(({ look }) => look.outlook !== "over");
  if (open.length === 0) return;
  const ids = arrayParameter(
    tx,
    "uuid[]",
    open.map(({ id }) => id),
  );
  // One text each, for Postgres' arrays of arrays must all be of one length.
  const told = arrayParameter(
    tx,
    "text[]",
    open.map(({ look }) => look.told.join("\n")),
  );
  const still = arrayParameter(
    tx,
    "int[]",
    open.map(({ look }) => (look.outlook === "standsStill" ? 1 : 0)),
  );
  await tx`
    UPDATE notice_watch w SET told = coalesce(string_to_array(nullif(o.told, ''), chr(10)), '{}'),
      look_at = now() + CASE WHEN o.still = 1 THEN ${standstillPauseMs} * interval '1 ms' ELSE
        least(greatest((now() - w.moving_since) / 2, ${shortestPauseMs} * interval '1 ms'), ${longestPauseMs} * interval '1 ms') END
    FROM unnest(${ids}::uuid[], ${told}::text[], ${still}::int[]) AS o(id, told, still)
    WHERE w.endpoint = ${endpoint} AND w.message_id = o.id`;
}
