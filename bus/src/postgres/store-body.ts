import type { Sql, TransactionSql } from "postgres";
import type { Token } from "../delivery/token.ts";
import { storableText } from "./storable-text.ts";
import { writeEnvelope } from "./stored-envelope.ts";

/** Keeps a message's bytes in the database, so that its tokens are no longer the only copy. */
export async function storeBody(sql: Sql | TransactionSql, token: Token): Promise<void> {
  const { envelope, contentType, body } = token;
  await sql`
    INSERT INTO message_body (message_id, envelope, content_type, body)
    VALUES (${envelope.id}, ${writeEnvelope(token)}, ${storableText(contentType)}, ${Buffer.from(body)})
    ON CONFLICT (message_id) DO UPDATE SET stored_at = now()`;
}
