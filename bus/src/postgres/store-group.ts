import type { Sql, TransactionSql } from "postgres";
import type { Fingerprint } from "../failures/fingerprint.ts";

/**
 * Makes a failure group known, and one that was resolved regressed; gives its id. The two are one statement. As an upsert it
 * would lock the group's row even where nothing of it changes, and all failures with one cause would settle one by one.
 */
export async function storeGroup(
  sql: Sql | TransactionSql,
  { id, connection, operation, code, title }: Fingerprint,
): Promise<string> {
  await sql`
    WITH known AS (
      INSERT INTO failure_group (id, adapter, operation, code, title)
      VALUES (${id}, ${connection}, ${operation}, ${code}, ${title})
      ON CONFLICT (id) DO NOTHING
    )
    UPDATE failure_group SET state = 'regressed', state_since = now() WHERE id = ${id} AND state = 'resolved'`;
  return id;
}
