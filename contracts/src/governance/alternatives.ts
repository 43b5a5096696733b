import { isRecord } from "../pointer.ts";
import type { JsonSchema } from "../registry.ts";

/** A schema with the document that its references lead into. */
export type Placed = { readonly schema: JsonSchema; readonly root: JsonSchema };

/** Deeper than any contract; only a schema that is nothing but a reference to itself gets there. */
const deepest = 32;

/** A member of a schema as a schema; `true` and what is absent allow everything, `false` nothing. */
export function placed(schema: unknown, root: JsonSchema): Placed {
  if (schema === false) return { schema: { not: {} }, root };
  return { schema: isRecord(schema) ? schema : {}, root };
}

/**
 * The simple schemas of which a value must fit one: references followed, unions and lists of types taken apart. What
 * stands beside a reference or a union holds for all of them; zod repeats there what the reference says.
 */
export function alternativesOf({ schema, root }: Placed, depth = 0): readonly Placed[] {
  if (depth > deepest) throw new Error("a schema refers to nothing but itself");
  const again = (inner: unknown, rest: JsonSchema) =>
    alternativesOf({ schema: { ...placed(inner, root).schema, ...rest }, root }, depth + 1);
  const { $ref, anyOf, oneOf, ...rest } = schema;
  if (typeof $ref === "string") {
    return again(at(root, $ref), {
      ...rest,
      ...(anyOf !== undefined && { anyOf }),
      ...(oneOf !== undefined && { oneOf }),
    });
  }
  const options = Array.isArray(anyOf) ? anyOf : oneOf;
  if (Array.isArray(options)) return options.flatMap((option) => again(option, rest));
  if (Array.isArray(schema["type"])) return schema["type"].flatMap((type) => again({ ...schema, type }, {}));
  return [{ schema, root }];
}

function at(root: JsonSchema, reference: string): unknown {
  const steps = reference.replace(/^#\/?/, "").split("/").filter(Boolean);
  return steps.reduce<unknown>((value, step) => {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    return isRecord(value) ? value[key] : undefined;
  }, root);
}
