import type { Sql } from "postgres";
import type { Fact } from "../../adapter/index.ts";
import type { FactAsk } from "../../operations/dry-run-store.ts";
import { arrayParameter } from "../array-parameter.ts";
import { factOf } from "../memory.ts";

type Row = {
  readonly at: number;
  readonly kind: string;
  readonly id: string;
  readonly vendorId: string;
  readonly facts: string;
};

/** What the adapters' memory has of many asks, in one statement; of an ask's ids the first that is there. */
export async function factsOf(sql: Sql, asks: readonly FactAsk[]): Promise<readonly (Fact | undefined)[]> {
  const wanted = asks.flatMap(({ connection, recall: { kind, ids } }, at) =>
    // What has a NUL in it was never stored, and could not be asked for.
    ids.filter((id) => !id.includes("\0")).map((id) => ({ at: String(at), connection, kind, id })),
  );
  if (wanted.length === 0) return asks.map(() => undefined);
  const column = (name: keyof (typeof wanted)[number]) =>
    arrayParameter(
      sql,
      "text[]",
      wanted.map((each) => each[name]),
    );
  const rows = await sql<Row[]>`
    SELECT DISTINCT ON (g.at) g.at::int AS at, r.kind, r.id, r.vendor_id AS "vendorId", r.facts
    FROM unnest(${column("at")}::text[], ${column("connection")}::text[], ${column("kind")}::text[], ${column("id")}::text[])
      WITH ORDINALITY AS g(at, connection, kind, id, n)
    JOIN reference r ON r.connection = g.connection AND r.kind = g.kind AND r.id = g.id
    ORDER BY g.at, g.n`;
  const found = new Map(rows.map((row) => [row.at, factOf(row.kind, row)]));
  return asks.map((_, at) => found.get(at));
}
