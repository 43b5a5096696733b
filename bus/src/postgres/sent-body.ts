import type { Fragment, Querying } from "./operations/querying.ts";
import { readEnvelope, type StoredEnvelope } from "./stored-envelope.ts";

/** What the next token of a delivery is made of. */
export type SentRow = {
  readonly envelope: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** The bytes are an operator's, and in the row. */
  readonly edited: boolean;
};

/** Finds the revision `r` that a delivery `d` is at. Other routes of the message keep the original, and so does its own first life. */
export const withRevision = (sql: Querying): Fragment =>
  sql`LEFT JOIN revision r ON r.message_id = d.message_id AND r.route = d.route AND r.n = d.revision`;

/** The columns of a {@link SentRow}, over `message_body b` and {@link withRevision}. */
export const sentColumns = (sql: Querying): Fragment => sql`
  b.envelope, coalesce(r.content_type, b.content_type) AS "contentType", coalesce(r.body, b.body) AS body,
  r.n IS NOT NULL AS edited`;

/** The message as its token carries it. */
export function sentOf({ envelope: text, contentType, body, edited }: SentRow): StoredEnvelope & {
  readonly contentType: string;
  readonly body: Buffer;
} {
  const { stored, ...envelope } = readEnvelope(text);
  return { ...envelope, ...(stored && !edited && { stored }), contentType, body };
}
