import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import type { ArchiveStore } from "../../retention/archive-store.ts";
import { transaction } from "../transaction.ts";
import type { Fragment } from "../operations/querying.ts";
import { archivedRows, putPart } from "./archive.ts";

/** Removes a batch of what outlived its day once it is in the archive; gives how many there were. @throws ArchiveFailed */
export const pruneArchived = (
  sql: Sql,
  store: ArchiveStore,
  condition: (tx: TransactionSql) => Fragment,
  most: number,
): Promise<number> =>
  transaction(sql, async (tx) => {
    const rest = tx`LIMIT ${most} FOR UPDATE SKIP LOCKED`;
    const rows = await archivedRows(tx, { from: "delivery_default", where: condition(tx), rest });
    if (rows.length === 0) return 0;
    await putPart(store, `ledger/outlived/${uuidv7()}.ndjson.gz`, rows);
    for (const { id, route } of rows) {
      await tx`DELETE FROM attempt_default WHERE message_id = ${id} AND route = ${route}`;
      await tx`DELETE FROM delivery_default WHERE message_id = ${id} AND route = ${route}`;
    }
    return rows.length;
  });
