import { escapeStep, isRecord } from "../pointer.ts";
import type { JsonSchema } from "../registry.ts";
import { alternativesOf, placed, type Placed } from "./alternatives.ts";

/** A field of a contract, for a catalogue. */
export type Field = {
  /** A JSON Pointer in which `*` stands for every item or map value. */
  readonly pointer: string;
  /** What it may be: `string (date-time)`, `integer or null`. */
  readonly type: string;
  readonly required: boolean;
  readonly fieldClass: string | undefined;
  readonly description: string;
  /** What it is where it is not given. */
  readonly preset: unknown;
};

/** Every field of a schema, in the order of its definition; one that contains itself is listed once. */
export function fieldsOf(schema: JsonSchema): readonly Field[] {
  return inside(placed(schema, schema), "", []);
}

function inside(place: Placed, pointer: string, above: readonly unknown[]): readonly Field[] {
  const fields = alternativesOf(place).flatMap(({ schema, root }) => {
    const { properties, items, additionalProperties, required } = schema;
    // A reference gives a new object each time; its properties are the same ones.
    const own = properties ?? items ?? additionalProperties;
    if (above.includes(own)) return [];
    const next = [...above, ...(isRecord(own) ? [own] : [])];
    const named = Object.entries(isRecord(properties) ? properties : {}).flatMap(([name, child]) => {
      const field = `${pointer}/${escapeStep(name)}`;
      const isRequired = Array.isArray(required) && required.includes(name);
      return [fieldOf(placed(child, root), field, isRequired), ...inside(placed(child, root), field, next)];
    });
    const each = [items, additionalProperties].filter(isRecord);
    return [...named, ...each.flatMap((child) => inside(placed(child, root), `${pointer}/*`, next))];
  });
  return [...new Map(fields.map((field) => [field.pointer, field])).values()];
}

function fieldOf(place: Placed, pointer: string, required: boolean): Field {
  const options = alternativesOf(place).map(({ schema }) => schema);
  const says = (keyword: string) =>
    [place.schema, ...options].map((schema) => schema[keyword]).find((value) => typeof value === "string");
  return {
    pointer,
    type: [...new Set(options.map(typeOf))].join(" or "),
    required,
    fieldClass: textOf(says("x-field-class")),
    description: textOf(says("description")) ?? "",
    preset: [place.schema, ...options]
      .map((schema) => schema["default"])
      .find((value) => value !== undefined),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function typeOf(schema: JsonSchema): string {
  const { type, format, enum: members, const: only } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(members)) return members.map((member) => JSON.stringify(member)).join(", ");
  const name = typeof type === "string" ? type : "anything";
  return typeof format === "string" ? `${name} (${format})` : name;
}
