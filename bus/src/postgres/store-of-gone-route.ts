import type { Sql } from "postgres";
import type { Token } from "../delivery/token.ts";
import { fingerprint } from "../failures/fingerprint.ts";
import { arrayParameter, type ArrayElement, type ArrayType } from "./array-parameter.ts";
import { routeGone } from "./route-gone.ts";
import { storeGroup } from "./store-group.ts";
import { writeEnvelope } from "./stored-envelope.ts";
import { transaction } from "./transaction.ts";

/**
 * Keeps deliveries whose route is gone as failures that say so, in one commit: there may be a backlog of them. One that the
 * ledger knows already stays as it is.
 */
export async function storeOfGoneRoute(sql: Sql, route: string, tokens: readonly Token[]): Promise<void> {
  const column = (type: ArrayType, pick: (token: Token) => ArrayElement) =>
    arrayParameter(sql, type, tokens.map(pick));
  await transaction(sql, async (tx) => {
    const group = await storeGroup(tx, fingerprint(route, routeGone));
    await tx`
      WITH gone AS (
        SELECT DISTINCT ON (message_id) * FROM unnest(
          ${column("uuid[]", ({ envelope }) => envelope.id)}::uuid[],
          ${column("text[]", writeEnvelope)}::text[],
          ${column("text[]", ({ contentType }) => contentType)}::text[],
          ${column("bytea[]", ({ body }) => body)}::bytea[]
        ) AS g(message_id, envelope, content_type, body) ORDER BY message_id
      ), bodies AS (
        INSERT INTO message_body (message_id, envelope, content_type, body) SELECT * FROM gone
        ON CONFLICT (message_id) DO UPDATE SET stored_at = now()
      )
      INSERT INTO delivery (message_id, route, state, error_code, error_message, group_id, first_failed_at, last_failed_at)
      SELECT message_id, ${route}, 'blocked', ${routeGone.code}, ${routeGone.message}, ${group}, now(), now() FROM gone
      ON CONFLICT (message_id, route) DO NOTHING`;
  });
}
