import { z } from "zod";
import { escapeStep } from "./pointer.ts";

/**
 * How carefully a field must be handled.
 * `personal`: belongs to a person, hidden from people without the right to see it.
 * `sensitive`: may not leave the bus in clear, nobody browses it.
 * `locked`: an operator may not edit it when mending a failure (ids, amounts that were agreed).
 */
export type FieldClass = "personal" | "sensitive" | "locked";

/** A field with a class: `pointer` is a JSON Pointer in which `*` stands for every array item or map value. */
export interface ClassedField {
  readonly pointer: string;
  readonly class: FieldClass;
}

const classKeyword = "x-field-class";

/** Marks a field as belonging to a person: names, addresses, card numbers, anything that identifies. */
export const personal = <Schema extends z.ZodType>(schema: Schema): Schema => classed(schema, "personal");

/** Marks a field whose clear value must stay inside the bus: tokens, authorisation codes. */
export const sensitive = <Schema extends z.ZodType>(schema: Schema): Schema => classed(schema, "sensitive");

/** Marks a field that operators may not edit when they mend a failure. */
export const locked = <Schema extends z.ZodType>(schema: Schema): Schema => classed(schema, "locked");

function classed<Schema extends z.ZodType>(schema: Schema, fieldClass: FieldClass): Schema {
  const description = schema.description;
  const meta = { ...(description === undefined ? {} : { description }), [classKeyword]: fieldClass };
  return schema.meta(meta);
}

/** Every classed field of a schema, in the order of its definition. */
export function fieldClassesOf(schema: z.ZodType): readonly ClassedField[] {
  const found = new Map<string, ClassedField>();
  collect(schema, "", [], found);
  return [...found.values()];
}

function collect(
  schema: z.core.$ZodType,
  pointer: string,
  above: readonly z.core.$ZodType[],
  found: Map<string, ClassedField>,
): void {
  if (above.includes(schema)) return;
  const fieldClass = z.globalRegistry.get(schema)?.[classKeyword];
  if (isFieldClass(fieldClass)) found.set(`${pointer} ${fieldClass}`, { pointer, class: fieldClass });
  for (const [step, child] of childrenOf(schema)) {
    collect(child, step === undefined ? pointer : `${pointer}/${step}`, [...above, schema], found);
  }
}

const isFieldClass = (value: unknown): value is FieldClass =>
  value === "personal" || value === "sensitive" || value === "locked";

/** The schemas inside a schema, each with its pointer step; no step for a mere wrapper such as optional. */
function childrenOf(schema: z.core.$ZodType): readonly (readonly [string | undefined, z.core.$ZodType])[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).map(([key, child]) => [escapeStep(key), child]);
  }
  if (schema instanceof z.ZodArray) return [["*", schema.element]];
  if (schema instanceof z.ZodRecord) return [["*", schema.valueType]];
  if (schema instanceof z.ZodUnion) return schema.options.map((option) => [undefined, option]);
  if (schema instanceof z.ZodIntersection) {
    return [
      [undefined, schema.def.left],
      [undefined, schema.def.right],
    ];
  }
  if (schema instanceof z.ZodLazy) return [[undefined, schema.unwrap()]];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  ) {
    return [[undefined, schema.unwrap()]];
  }
  return [];
}
