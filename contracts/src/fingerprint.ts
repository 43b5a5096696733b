import { z } from "zod";
import type { Contract } from "./define.ts";
import { childrenOf } from "./schema-walk.ts";

const known = new WeakMap<z.ZodType, string | undefined>();

/**
 * A short text that stands for everything a contract's schema demands: what one process has checked by it, another with
 * the same text need not check again, for the data is then exactly what `JSON.parse` gives. Undefined where a schema may
 * change data while it checks, or demands something that cannot be put into words.
 */
export function fingerprintOf({ data }: Pick<Contract, "data">): string | undefined {
  if (!known.has(data)) known.set(data, compute(data));
  return known.get(data);
}

function compute(data: z.ZodType): string | undefined {
  const demands = demandsOf(data, new Set());
  if (!demands) return undefined;
  return hashOf(JSON.stringify([z.toJSONSchema(data, { io: "input" }), demands]));
}

/** What JSON Schema cannot say: the refinements, as the author wrote them. */
function demandsOf(schema: z.core.$ZodType, seen: Set<z.core.$ZodType>): readonly string[] | undefined {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const { _zod: inner } = schema;
  const own = (inner.def.checks ?? []).map(demandOf);
  if (changes(inner.def)) return undefined;
  const below = childrenOf(schema).flatMap(
    (child): readonly (string | undefined)[] => demandsOf(child.schema, seen) ?? [undefined],
  );
  const all = [...own, ...below];
  return all.every((each) => each !== undefined) ? all : undefined;
}

/** Of a definition of zod all that could make its output another value than its input. */
type Definition = {
  readonly type: string;
  readonly coerce?: boolean;
  readonly format?: string;
  readonly catchall?: unknown;
};

/** A URL is stripped of tabs, an object that is neither strict nor loose of unknown members. */
function changes({ type, coerce, format, catchall }: Definition): boolean {
  return coerce === true || format === "url" || (type === "object" && catchall === undefined);
}

/** Checks that JSON Schema speaks of, or that say nothing of the data. */
const plainChecks = new Set(
  (
    "less_than greater_than multiple_of number_format max_length min_length length_equals string_format " +
    "describe meta"
  ).split(" "),
);

type CheckDefinition = z.core.$ZodCheckDef & {
  readonly fn?: (value: unknown) => unknown;
  readonly format?: string;
};

/** What a check demands beyond JSON Schema, in its author's words; undefined where there are none. */
function demandOf({ _zod: inner }: z.core.$ZodCheck): string | undefined {
  // Every kind of check has a definition of its own; only refinements have a function, only formats a format.
  const { check, fn, format } = inner.def as CheckDefinition;
  if (check === "custom") return fn?.toString();
  return plainChecks.has(check) && format !== "url" ? check : undefined;
}

/** FNV-1a over 64 bits: it only has to tell versions of a schema apart, and contracts know zod and nothing else. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36);
}
