import type { IntakeRow } from "../../intake/store.ts";
import { arrayParameter } from "../array-parameter.ts";
import type { Querying } from "../operations/querying.ts";

/**
 * Beside a `registered (id)`: from the commit of a request to forget somebody on, nothing new is sealed under the key of the
 * person. What is sealed under it already can be read until the request is done. Nothing at all where no row asks for that.
 */
export function endingKeys(sql: Querying, rows: readonly IntakeRow[]) {
  const ending = rows.flatMap(({ id, erases }) =>
    erases
      ? [
          { id, hash: erases.subject },
          { id, hash: erases.request },
        ]
      : [],
  );
  if (ending.length === 0) return sql``;
  const ids = arrayParameter(
    sql,
    "uuid[]",
    ending.map(({ id }) => id),
  );
  const hashes = arrayParameter(
    sql,
    "bytea[]",
    ending.map(({ hash }) => hash),
  );
  return sql`, ending AS (
      UPDATE subject_key k
      SET ended_by = e.id, retired_at = CASE WHEN k.kind = 'subject' THEN now() END
      FROM unnest(${ids}::uuid[], ${hashes}::bytea[]) AS e(id, hash)
      WHERE k.hash = e.hash AND k.retired_at IS NULL AND e.id IN (SELECT id FROM registered)
    )`;
}
