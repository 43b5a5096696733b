import { z } from "zod";
import type { Contract } from "../define.ts";
import { isRecord } from "../pointer.ts";
import { bare, originsOf } from "./origins.ts";

/** A valid value for a schema, taken from wherever an example has one; undefined where none has. */
export type Lender = (schema: z.core.$ZodType) => unknown;

/** Lends what the examples of all contracts hold: they share their parts, so that few fields are in no example at all. */
export function lenderOf(contracts: readonly Contract[]): Lender {
  const values = new Map<z.core.$ZodType, unknown>();
  for (const { data, examples } of contracts) for (const example of examples) collect(data, example, values);
  return (schema) =>
    originsOf(schema)
      .map((origin) => values.get(origin))
      .find((value) => value !== undefined);
}

function collect(schema: z.core.$ZodType, value: unknown, values: Map<z.core.$ZodType, unknown>): void {
  for (const origin of originsOf(schema)) if (!values.has(origin)) values.set(origin, value);
  const own = bare(schema);
  if (own instanceof z.ZodArray && Array.isArray(value)) {
    for (const item of value) collect(own.element, item, values);
  }
  if (!(own instanceof z.ZodObject) || !isRecord(value)) return;
  for (const [key, child] of Object.entries(own.shape)) {
    if (value[key] !== undefined) collect(child, value[key], values);
  }
}
