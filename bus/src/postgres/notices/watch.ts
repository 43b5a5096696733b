import type { Publication } from "@spindlebus/contracts";
import { arrayParameter } from "../array-parameter.ts";
import type { Fragment, Querying } from "../operations/querying.ts";

/** The endpoints that want to know what becomes of a message. */
export type NoticesFor = (message: Pick<Publication, "source" | "type">) => readonly string[];

/** A message under its bus id, of whoever it is. */
type Watchable = { readonly id: string; readonly message: Parameters<NoticesFor>[0] };

/** Most messages are settled by then. */
const firstLookMs = 300;

/**
 * More of the statement that registers messages, over its `registered`: what endpoints want to know of is watched from the same
 * commit on. Nothing at all where nobody wants anything.
 */
export function watching(sql: Querying, messages: readonly Watchable[], noticesFor: NoticesFor): Fragment {
  const wanted = messages.flatMap(({ id, message }) =>
    noticesFor(message).map((endpoint) => ({ id, endpoint })),
  );
  if (wanted.length === 0) return sql``;
  const ids = arrayParameter(
    sql,
    "uuid[]",
    wanted.map(({ id }) => id),
  );
  const endpoints = arrayParameter(
    sql,
    "text[]",
    wanted.map(({ endpoint }) => endpoint),
  );
  return sql`, watched AS (
      INSERT INTO notice_watch (message_id, endpoint, look_at)
      SELECT id, endpoint, now() + ${firstLookMs} * interval '1 ms'
      FROM unnest(${ids}::uuid[], ${endpoints}::text[]) AS w(id, endpoint)
      WHERE id IN (SELECT id FROM registered)
    )`;
}
