import type { Sql } from "postgres";
import type { BodyStore } from "../../bodies/body-store.ts";
import { transaction } from "../transaction.ts";

/** A body in parts of this size: the driver writes bytes as hex text, and would need many times the whole at once. */
const partBytes = 1_048_576;

/** Large bodies in the database itself, which needs nothing more to be set up. */
export function postgresBodyStore(sql: Sql): BodyStore {
  return {
    prefix: "urn:spindle:body:",
    put: (name, bytes) => put(sql, name, bytes),
    get: (name) => get(sql, name),
    async remove(name) {
      await sql`DELETE FROM stored_body_part WHERE name = ${name}`;
    },
  };
}

/** All parts in one commit. Those of a repeat are not sent again: while the broker is away, one comes every two seconds. */
async function put(sql: Sql, name: string, bytes: Uint8Array): Promise<void> {
  const [there] = await sql<{ parts: number }[]>`
    SELECT count(*)::int AS parts FROM stored_body_part WHERE name = ${name}`;
  if (there?.parts === Math.ceil(bytes.byteLength / partBytes)) return;
  await transaction(sql, async (tx) => {
    for (let n = 0; n * partBytes < bytes.byteLength; n += 1) {
      const part = Buffer.from(bytes.subarray(n * partBytes, (n + 1) * partBytes));
      await tx`
        INSERT INTO stored_body_part (name, n, bytes) VALUES (${name}, ${n}, ${part})
        ON CONFLICT (name, n) DO NOTHING`;
    }
  });
}

/** A reader that a removal overtakes gets less than the whole, which its digest shows. */
async function get(sql: Sql, name: string): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  for (;;) {
    const [row] = await sql<{ bytes: Buffer }[]>`
      SELECT bytes FROM stored_body_part WHERE name = ${name} AND n = ${parts.length}`;
    if (!row) break;
    parts.push(row.bytes);
    if (row.bytes.byteLength < partBytes) break;
  }
  return parts.length > 0 ? Buffer.concat(parts) : undefined;
}
