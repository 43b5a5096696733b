import type { Sql, TransactionSql } from "postgres";
import type { Token } from "../delivery/token.ts";
import { storableText } from "./storable-text.ts";

/** Keeps a message's bytes in the database, so that its tokens are no longer the only copy. */
export async function storeBody(
  sql: Sql | TransactionSql,
  { envelope, contentType, body, routes }: Token,
): Promise<void> {
  await sql`
    INSERT INTO message_body (message_id, envelope, content_type, body)
    VALUES (${envelope.id}, ${JSON.stringify({ ...envelope, routes })}, ${storableText(contentType)}, ${Buffer.from(body)})
    ON CONFLICT (message_id) DO UPDATE SET stored_at = now()`;
}
