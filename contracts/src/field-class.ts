import { z } from "zod";
import { childrenOf } from "./schema-walk.ts";

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

/** A keyword of zod's metadata, so that the class also shows in the JSON Schema. */
const keyword = "x-field-class";

/** Marks a field as belonging to a person: names, addresses, card numbers, anything that identifies. */
export const personal = <Schema extends z.ZodType>(schema: Schema): Schema => classed(schema, "personal");

/** Marks a field whose clear value must stay inside the bus: tokens, authorisation codes. */
export const sensitive = <Schema extends z.ZodType>(schema: Schema): Schema => classed(schema, "sensitive");

/** Marks a field that operators may not edit when they mend a failure. */
export const locked = <Schema extends z.ZodType>(schema: Schema): Schema => classed(schema, "locked");

/** Everything already said about the schema stays, but for its id: two schemas may not share one. */
function classed<Schema extends z.ZodType>(schema: Schema, fieldClass: FieldClass): Schema {
  return schema.meta({ [keyword]: fieldClass });
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
  // A schema may contain itself.
  if (above.includes(schema)) return;
  const fieldClass = z.globalRegistry.get(schema)?.[keyword];
  if (isFieldClass(fieldClass)) found.set(`${pointer} ${fieldClass}`, { pointer, class: fieldClass });
  for (const child of childrenOf(schema)) {
    const place = child.step === undefined ? pointer : `${pointer}/${child.step}`;
    collect(child.schema, place, [...above, schema], found);
  }
}

const isFieldClass = (value: unknown): value is FieldClass =>
  value === "personal" || value === "sensitive" || value === "locked";
