import postgres, { type Sql, type TransactionSql } from "postgres";

/**
 * One transaction, and what its work gives; whatever the work throws rolls it back.
 *
 * For `begin` of postgres.js 3.4 the work must not fail when its connection breaks: it would then send a rollback on the
 * broken connection, which nobody answers, and whatever uses that connection next waits for that answer, for ever. `begin`
 * hears of the break by itself; the work's own failure need not, and must not, be told.
 */
export async function transaction<Result>(
  sql: Sql,
  work: (tx: TransactionSql) => Promise<Result>,
): Promise<Result> {
  const { result } = await sql.begin(async (tx) => {
    try {
      return { result: await work(tx) };
    } catch (error) {
      if (isBroken(error)) return never;
      throw error;
    }
  });
  return result;
}

const never = new Promise<never>(() => undefined);

/** The driver marks with their query the errors that it gives to queries; those that the server sent are of a kind of their own. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error && "query" in error && !(error instanceof postgres.PostgresError);
