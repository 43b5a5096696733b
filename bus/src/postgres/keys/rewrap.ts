import type { Sql } from "postgres";
import { unwrapKey, wrapKey, type MasterKeys } from "../../sealing/master-keys.ts";
import type { Act } from "../../operations/act.ts";
import { arrayParameter } from "../array-parameter.ts";
import { writeAudit } from "../operations/audit.ts";
import { transaction } from "../transaction.ts";

/** How many keys the first master key wraps now that another one did before, and how many none here opens. */
export type Rewrapped = { readonly rewrapped: number; readonly locked: number };

type Row = { readonly id: string; readonly master: string; readonly wrapped: Uint8Array };

const batchSize = 1_000;
const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * Wraps every key by the first of the master keys, batch by batch: bodies stay as they are. A run that was interrupted is run
 * again and does the rest; roles that have both master keys go on meanwhile.
 */
export async function rewrapKeys(
  sql: Sql,
  masters: MasterKeys,
  act: Act,
  onProgress: (soFar: Rewrapped) => void = () => {},
): Promise<Rewrapped> {
  let [after, rewrapped, locked] = [firstId, 0, 0];
  for (;;) {
    const rows = await sql<Row[]>`
      SELECT id, master, wrapped FROM subject_key
      WHERE id > ${after} AND destroyed_at IS NULL AND master <> ${masters.current} ORDER BY id LIMIT ${batchSize}`;
    const last = rows.at(-1);
    if (!last) return { rewrapped, locked };
    after = last.id;
    const batch = rows.flatMap((row) => {
      const key = unwrapKey(masters, row.id, row);
      return key ? [{ id: row.id, ...wrapKey(masters, row.id, key) }] : [];
    });
    locked += rows.length - batch.length;
    if (batch.length > 0) rewrapped += await write(sql, batch, masters.current, act);
    onProgress({ rewrapped, locked });
  }
}

/** One that was destroyed meanwhile stays so. */
async function write(sql: Sql, batch: readonly Row[], current: string, act: Act): Promise<number> {
  let written = 0;
  await transaction(sql, async (tx) => {
    const ids = arrayParameter(
      tx,
      "uuid[]",
      batch.map(({ id }) => id),
    );
    const wrapped = arrayParameter(
      tx,
      "bytea[]",
      batch.map((row) => row.wrapped),
    );
    const { count } = await tx`
      UPDATE subject_key k SET master = ${current}, wrapped = g.wrapped
      FROM unnest(${ids}::uuid[], ${wrapped}::bytea[]) AS g(id, wrapped)
      WHERE k.id = g.id AND k.destroyed_at IS NULL AND k.master <> ${current}`;
    written = count;
    await writeAudit(tx, act, { action: "keys.rotate", target: current, detail: { rewrapped: count } });
  });
  return written;
}
