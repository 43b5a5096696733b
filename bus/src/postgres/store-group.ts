import type { Sql, TransactionSql } from "postgres";
import type { Fingerprint } from "../failures/fingerprint.ts";

/** Makes a failure group known; gives its id. */
export async function storeGroup(
  sql: Sql | TransactionSql,
  { id, connection, operation, code, title }: Fingerprint,
): Promise<string> {
  await sql`
    INSERT INTO failure_group (id, adapter, operation, code, title)
    VALUES (${id}, ${connection}, ${operation}, ${code}, ${title})
    ON CONFLICT (id) DO NOTHING`;
  return id;
}
