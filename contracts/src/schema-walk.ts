import { z } from "zod";
import { escapeStep } from "./pointer.ts";

/** A schema inside a schema: its JSON Pointer step, or none where it wraps the same value (optional, nullable). */
export interface ChildSchema {
  readonly step: string | undefined;
  readonly schema: z.core.$ZodType;
}

/** What validates without changing: the bus hands on the exact bytes that were published. */
const leaves = new Set<string>([
  "string",
  "number",
  "int",
  "boolean",
  "null",
  "enum",
  "literal",
  "template_literal",
  "any",
  "unknown",
  "never",
]);

/**
 * The schemas directly inside a schema.
 * @throws Error for kinds that would change the data (defaults, transforms) or that JSON does not have
 */
export function childrenOf(schema: z.core.$ZodType): readonly ChildSchema[] {
  if (schema instanceof z.ZodObject) return propertiesOf(schema);
  if (schema instanceof z.ZodArray) return [{ step: "*", schema: schema.element }];
  if (schema instanceof z.ZodRecord) return [{ step: "*", schema: schema.valueType }];
  if (schema instanceof z.ZodUnion) return schema.options.map(wrapped);
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right].map(wrapped);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return [wrapped(schema.unwrap())];
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodLazy) return [wrapped(schema.unwrap())];
  const kind = schema instanceof z.ZodType ? schema.def.type : "core";
  if (leaves.has(kind)) return [];
  throw new Error(`a contract cannot use z.${kind}: data is validated, never changed`);
}

const wrapped = (schema: z.core.$ZodType): ChildSchema => ({ step: undefined, schema });

const propertiesOf = (schema: z.ZodObject): readonly ChildSchema[] =>
  Object.entries(schema.shape).map(([key, child]) => ({ step: escapeStep(key), schema: child }));
