import type { Sql, TransactionSql } from "postgres";
import type { Token } from "../delivery/token.ts";
import { arrayParameter } from "./array-parameter.ts";
import { inOnePiece } from "./one-piece.ts";
import { writeEnvelope } from "./stored-envelope.ts";

/** Keeps a message's bytes in the database, so that its tokens are no longer the only copy. */
export const storeBody = (sql: Sql | TransactionSql, token: Token): Promise<void> =>
  storeBodies(sql, [token]);

/** The same for many, each message at most once. */
export async function storeBodies(sql: Sql | TransactionSql, tokens: readonly Token[]): Promise<void> {
  const texts = (pick: (token: Token) => string) => arrayParameter(sql, "text[]", tokens.map(pick));
  const bodies = inOnePiece(tokens.map(({ body }) => body));
  await sql`
    INSERT INTO message_body (message_id, envelope, content_type, body)
    SELECT id::uuid, envelope, content_type, substr(${bodies.bytes}::bytea, body_start, body_bytes) FROM unnest(
      ${texts(({ envelope }) => envelope.id)}::text[], ${texts(writeEnvelope)}::text[],
      ${texts(({ contentType }) => contentType)}::text[],
      ${arrayParameter(sql, "int[]", bodies.starts)}::int[], ${arrayParameter(sql, "int[]", bodies.lengths)}::int[]
    ) AS b(id, envelope, content_type, body_start, body_bytes)
    ON CONFLICT (message_id) DO UPDATE SET stored_at = now()`;
}
