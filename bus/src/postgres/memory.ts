import type { Sql } from "postgres";
import type { Fact, Json, Recall } from "../adapter/index.ts";
import type { Memory, Recalled } from "../delivery/ports.ts";
import { arrayParameter } from "./array-parameter.ts";

/** The adapters' memory in Postgres. */
export function postgresMemory(sql: Sql): Memory {
  return {
    async recall(connection, wanted): Promise<Recalled> {
      const found = await lookUp(sql, connection, wanted);
      if (found.kind === "found" || wanted.entityKey === undefined) return found;
      const writer = await writerOf(sql, `${connection}.${wanted.writtenBy}`, wanted.entityKey);
      // A writer that is done may have written between the two looks.
      return writer.kind === "unknown" ? lookUp(sql, connection, wanted) : writer;
    },
  };
}

async function lookUp(sql: Sql, connection: string, { kind, ids: wanted }: Recall): Promise<Recalled> {
  const ids = arrayParameter(sql, "text[]", [...wanted]);
  const [row] = await sql<{ id: string; vendorId: string; facts: string }[]>`
    SELECT id, vendor_id AS "vendorId", facts FROM reference
    WHERE connection = ${connection} AND kind = ${kind} AND id = ANY(${ids}::text[])
    ORDER BY array_position(${ids}::text[], id) LIMIT 1`;
  return row ? { kind: "found", fact: factOf(kind, row) } : { kind: "unknown" };
}

/** A row of the memory as the adapter has written it. */
export function factOf(
  kind: string,
  { id, vendorId, facts }: { id: string; vendorId: string; facts: string },
): Fact {
  // Written by a settle from an adapter's own facts, which are JSON.
  return { kind, id, vendorId, facts: JSON.parse(facts) as Record<string, Json> };
}

/** What became of the delivery that would have written the fact; one that no worker has touched yet counts as open. */
async function writerOf(sql: Sql, route: string, entityKey: string): Promise<Recalled> {
  const rows = await sql<{ state: string; reason: string | null }[]>`
    SELECT coalesce(d.state, state_without_row(i.id)) AS state, d.reason
    FROM intake i LEFT JOIN delivery d ON d.message_id = i.id AND d.route = ${route}
    WHERE i.entity_key = ${entityKey} AND ${route} = ANY(i.routes)`;
  if (rows.some(({ state }) => !settledWithout.has(state) && state !== "applied")) return { kind: "pending" };
  const without = rows.find(({ state }) => settledWithout.has(state));
  if (without) return { kind: "without", reason: `nothing to undo: ${without.reason ?? without.state}` };
  return { kind: "unknown" };
}

/** What it had done would be remembered for longer than the ledger has the delivery. */
const settledWithout = new Set(["unchanged", "superseded", "discarded", "forgotten"]);
