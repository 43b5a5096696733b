import type { Sql, TransactionSql } from "postgres";

/** One transaction of a superuser who has switched off the triggers, foreign keys among them. */
export async function withoutTriggers(
  sql: Sql,
  work: (tx: TransactionSql) => Promise<unknown>,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await work(tx);
  });
}
