import type { JsonSchema } from "../../schemas/json-schema.ts";

/** A parameter of an operation. */
export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
};

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;
type Response = { readonly description?: string; readonly content?: Content };

type PathOperation = {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly "x-right"?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, Response>>;
};

/** What the console reads of the installation's OpenAPI document. */
export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, PathOperation>>>>;
};

/** One operation of the API, and where it stands: `get /api/v1/failures`. */
export type Operation = PathOperation & {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
};

const methods = ["get", "post", "put", "patch", "delete"];

/** All operations, by tag, in the order of their paths. */
export function operationsOf({ paths }: OpenApi): readonly Operation[] {
  return Object.entries(paths)
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method];
        const tag = operation?.tags?.[0] ?? "others";
        return operation ? [{ ...operation, id: `${method} ${path}`, method, path, tag }] : [];
      }),
    )
    .toSorted((one, other) => one.tag.localeCompare(other.tag) || one.path.localeCompare(other.path));
}

/** Whether every word that was typed is in its path, its method, its summary or its tag. */
export function isFound({ id, summary = "", tag }: Operation, typed: string): boolean {
  const text = `${id} ${summary} ${tag}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Parameters as one object, so that they are shown as fields. */
export function schemaOf(parameters: readonly Parameter[]): JsonSchema {
  return {
    type: "object",
    properties: Object.fromEntries(
      parameters.map(({ name, schema = {}, description }) => [
        name,
        description === undefined ? schema : { ...schema, description },
      ]),
    ),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** The JSON of a content, where it has some. */
export const jsonOf = (content: Content | undefined): JsonSchema | undefined =>
  Object.entries(content ?? {}).find(([type]) => type.endsWith("json"))?.[1].schema;

/** Whether it can be tried here: it only reads, and answers with JSON. */
export const canBeTried = ({ method, responses }: Operation): boolean =>
  method === "get" && jsonOf(responses?.["200"]?.content) !== undefined;

/** The path with its parameters filled in; what is empty is left out of the query, and shown as its name in the path. */
export function filledPath(
  { path, parameters = [] }: Operation,
  values: Readonly<Record<string, string>>,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? "";
    return value === "" ? whole : encodeURIComponent(value);
  });
  const pairs = parameters.flatMap(({ name, in: place }) => {
    const value = values[name] ?? "";
    return place === "query" && value !== "" ? [[name, value]] : [];
  });
  const query = new URLSearchParams(pairs).toString();
  return query === "" ? filled : `${filled}?${query}`;
}

/** The same by curl, with a token from the environment. */
export function curlOf(
  operation: Operation,
  origin: string,
  values: Readonly<Record<string, string>>,
): string {
  const { method, requestBody, parameters = [] } = operation;
  const isKeyed = parameters.some(({ name }) => name.toLowerCase() === "idempotency-key");
  return [
    `curl -s${method === "get" ? "" : ` -X ${method.toUpperCase()}`} '${origin}${filledPath(operation, values)}'`,
    `-H "authorization: Bearer $SPINDLE_TOKEN"`,
    ...(isKeyed ? [`-H "idempotency-key: $(uuidgen)"`] : []),
    ...(requestBody ? [`-H 'content-type: application/json' -d @body.json`] : []),
  ].join(" \\\n  ");
}
