import type { ISql } from "postgres";
import { arrayParameter, type ArrayElement, type ArrayType } from "./array-parameter.ts";

/** Makes array parameters of rows, one for each column: `unnest(${column("uuid[]", ({ id }) => id)}::uuid[], …)`. */
export function columnsOf<Row>(sql: Pick<ISql, "typed">, rows: readonly Row[]) {
  return (type: ArrayType, pick: (row: Row) => ArrayElement) => arrayParameter(sql, type, rows.map(pick));
}
