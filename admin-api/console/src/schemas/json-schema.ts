/** What the console reads of a JSON Schema (2020-12, as contracts and OpenAPI 3.1 write it). */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly "x-field-class"?: string;
};

/** One place of a schema: a field, the items of a list, or one of several forms. */
export type SchemaField = {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly limits: string;
  /** `personal`, `sensitive`, `locked`: as the contract marks it. */
  readonly fieldClass: string | undefined;
  readonly schema: JsonSchema;
};

/** The schema with its reference followed; what stands beside the reference holds. */
export function resolved(schema: JsonSchema, root: unknown): JsonSchema {
  let [current, ref] = [schema, schema.$ref];
  // A reference to a reference to itself is no schema; ten steps are more than any has.
  for (let steps = 0; ref !== undefined && steps < 10; steps++) {
    const target = targetOf(ref, root);
    current = { ...target, ...withoutRef(current) };
    ref = target.$ref;
  }
  return current;
}

function withoutRef(schema: JsonSchema): JsonSchema {
  const { $ref, ...rest } = schema;
  return $ref === undefined ? schema : rest;
}

function targetOf(ref: string, root: unknown): JsonSchema {
  let at: unknown = root;
  for (const step of ref.replace(/^#\//, "").split("/")) {
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  }
  return typeof at === "object" && at !== null ? at : {};
}

/** The places right below a schema: fields of an object, or of the objects of a list; the forms of a choice. */
export function fieldsOf(given: JsonSchema, root: unknown, path = ""): readonly SchemaField[] {
  if (!hasFields(given, root)) return [];
  const schema = withoutNull(resolved(given, root), root);
  if (schema.items) return fieldsOf(schema.items, root, `${path}/*`);
  const { properties = {}, required = [], additionalProperties } = merged(schema, root);
  const named = Object.entries(properties).map(([name, field]) =>
    fieldOf({ name, field, path, isRequired: required.includes(name) }, root),
  );
  const others =
    typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0
      ? [fieldOf({ name: "*", field: additionalProperties, path, isRequired: false }, root)]
      : [];
  return [...named, ...others, ...formsOf(schema, root, path)];
}

/** A schema may be a list of itself, so that looking deeper ends nowhere. */
const deepest = 8;

/** Whether something is below a schema. */
export function hasFields(given: JsonSchema, root: unknown, depth = 0): boolean {
  if (depth > deepest) return false;
  const schema = withoutNull(resolved(given, root), root);
  if (schema.items) return hasFields(schema.items, root, depth + 1);
  const { properties = {}, additionalProperties } = merged(schema, root);
  if (Object.keys(properties).length > 0) return true;
  if (typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0) return true;
  return (schema.anyOf ?? schema.oneOf ?? []).some((form) => hasFields(form, root, depth + 1));
}

function formsOf(schema: JsonSchema, root: unknown, path: string): readonly SchemaField[] {
  const forms = schema.anyOf ?? schema.oneOf ?? [];
  if (!forms.some((form) => hasFields(form, root))) return [];
  return forms.map((field, index) =>
    fieldOf({ name: `form ${index + 1}`, field, path, isRequired: false }, root),
  );
}

type Place = {
  readonly name: string;
  readonly field: JsonSchema;
  readonly path: string;
  readonly isRequired: boolean;
};

function fieldOf({ name, field, path, isRequired }: Place, root: unknown): SchemaField {
  const schema = resolved(field, root);
  const inner = withoutNull(schema, root);
  return {
    path: `${path}/${name}`,
    name,
    type: typeOf(schema, root),
    isRequired,
    description: schema.description ?? inner.description ?? "",
    limits: limitsOf(inner),
    fieldClass: schema["x-field-class"] ?? inner["x-field-class"],
    schema: field,
  };
}

/** The one form beside null, where null is the other. */
function withoutNull(schema: JsonSchema, root: unknown): JsonSchema {
  const forms = (schema.anyOf ?? schema.oneOf ?? []).filter((form) => resolved(form, root).type !== "null");
  const [only] = forms;
  return forms.length === 1 && only ? resolved(only, root) : schema;
}

/** All parts of an `allOf` as one. */
function merged(schema: JsonSchema, root: unknown): JsonSchema {
  const parts = (schema.allOf ?? []).map((part) => merged(resolved(part, root), root));
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), schema.properties ?? {}),
    required: [schema, ...parts].flatMap(({ required }) => required ?? []),
  };
}

/** The type in words: `string (date-time)`, `list of object`, `"a" or "b"`, `integer or null`. */
export function typeOf(given: JsonSchema, root: unknown, depth = 0): string {
  const schema = resolved(given, root);
  if (depth > 4) return "…";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return [...new Set(forms.map((form) => typeOf(form, root, depth + 1)))].join(" or ");
  if (schema.type === "array" || schema.items)
    return `list of ${schema.items ? typeOf(schema.items, root, depth + 1) : "anything"}`;
  if (schema.allOf || schema.properties) return "object";
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? ["anything"]);
  return types.join(" or ") + (schema.format === undefined ? "" : ` (${schema.format})`);
}

function limitsOf(schema: JsonSchema): string {
  const { minLength, maxLength, minimum, exclusiveMinimum, maximum, minItems, maxItems, pattern } = schema;
  return [
    rangeOf(minLength, maxLength, "characters"),
    rangeOf(minimum, within(maximum), ""),
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    rangeOf(minItems, maxItems, "items"),
    // A format says it shorter.
    pattern !== undefined && schema.format === undefined && `matches ${pattern}`,
    schema.default !== undefined && `${JSON.stringify(schema.default)} if absent`,
  ]
    .filter((words) => typeof words === "string" && words !== "")
    .join("; ");
}

/** The largest safe integer is how zod writes that there is no limit. */
const within = (maximum: number | undefined): number | undefined =>
  maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;

function rangeOf(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return "";
  if (most === undefined) return `at least ${least} ${unit}`.trim();
  return (least === undefined ? `at most ${most} ${unit}` : `${least} to ${most} ${unit}`).trim();
}
