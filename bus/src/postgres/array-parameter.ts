import type { ISql, Parameter, SerializableParameter } from "postgres";
import { storableText } from "./storable-text.ts";

/** Type ids of Postgres' array types (pg_type.typarray): postgres.js cannot tell them from a JavaScript array. */
export const arrayTypes = {
  "uuid[]": 2951,
  "int[]": 1007,
  "bigint[]": 1016,
  "text[]": 1009,
  "bytea[]": 1001,
} as const;

export type ArrayType = keyof typeof arrayTypes;

/** What an array parameter may hold. */
export type ArrayElement = string | number | Uint8Array | null;

/** A query parameter that is an array, typed as itself: `= ANY(${arrayParameter(sql, "uuid[]", ids)})`. */
export function arrayParameter(
  sql: Pick<ISql, "typed">,
  type: ArrayType,
  values: readonly ArrayElement[],
): Parameter<SerializableParameter> {
  const storable = values.map((value) => (typeof value === "string" ? storableText(value) : value));
  // postgres.js types `typed` by its own map of custom types, which is empty here.
  return sql.typed(storable as never, arrayTypes[type]) as Parameter<SerializableParameter>;
}
