import { encode } from "../encode.ts";
import type { OutgoingMessage } from "../message.ts";
import { rowsOf, type Queryable } from "./queryable.ts";

/**
 * Writes messages into the outbox, in the caller's own transaction: they are published if, and only if, it commits.
 * Transactions that write messages of one key wait for each other from here to their commit, so that the order of the
 * rows is that of the commits. Many messages of a transaction belong into one call: it takes their keys in one order, so
 * that two transactions cannot wait for each other.
 * @throws RefusedError where a message is invalid, or has no source
 */
export async function enqueue(tx: Queryable, ...messages: readonly OutgoingMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const events = messages.map((each) => encode(each));
  // `::text`, since a driver that sees a parameter of type json writes the text once more as JSON.
  const keys = [...new Set(events.map(({ key }) => key))].toSorted();
  await rowsOf(
    tx,
    `SELECT pg_advisory_xact_lock(hashtextextended('spindle_outbox ' || key, 0))
     FROM json_array_elements_text($1::text::json) AS key`,
    [JSON.stringify(keys)],
  );
  await rowsOf(
    tx,
    `INSERT INTO spindle_outbox (key, event_id, event)
     SELECT row ->> 'key', row ->> 'id', row ->> 'json'
     FROM json_array_elements($1::text::json) WITH ORDINALITY AS each (row, place) ORDER BY place`,
    [JSON.stringify(events)],
  );
}
