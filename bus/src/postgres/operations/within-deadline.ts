import type { Sql, TransactionSql } from "postgres";
import { SearchTooWide } from "../../operations/failures.ts";
import { transaction } from "../transaction.ts";

const deadlineMs = 8_000;

/** Lets a search ask its statements, each of which may take some seconds. @throws SearchTooWide where one takes longer */
export async function withinDeadline<Found>(
  sql: Sql,
  search: (tx: TransactionSql) => Promise<Found>,
): Promise<Found> {
  try {
    return await transaction(sql, async (tx) => {
      // Compiling such a statement takes longer than running it.
      await tx`SELECT set_config('statement_timeout', ${String(deadlineMs)}, true), set_config('jit', 'off', true)`;
      return search(tx);
    });
  } catch (error) {
    if (!isCancelled(error)) throw error;
    throw new SearchTooWide(`The search was not done after ${deadlineMs / 1_000} seconds.`, { cause: error });
  }
}

/** 57014, query_canceled: its time was over. */
const isCancelled = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "57014";
