import { isRecord } from "@spindlebus/contracts";
import { applyPatch as applyOperations, type Operation } from "rfc6902";
import { z } from "zod";
import { saysTheSame, type ExactTree } from "./exact-tree.ts";

/** A change of data, as JSON whose numbers are exact: JSON Patch (RFC 6902) or JSON Merge Patch (RFC 7396). */
export type Patch =
  | { readonly kind: "patch"; readonly operations: ExactTree }
  | { readonly kind: "mergePatch"; readonly patch: ExactTree };

/** The data as it is then, or why the patch cannot be applied to it. */
export type Patched =
  | { readonly ok: true; readonly data: ExactTree }
  | {
      readonly ok: false;
      /** Where in the patch. */
      readonly pointer: string;
      readonly detail: string;
      /** A `test` said that it is not for this data. */
      readonly isTest: boolean;
    };

const Pointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])*)*$/, "is no JSON Pointer")
  .refine((pointer) => !pointer.split("/").includes("__proto__"), "names what no data has");
const value = z.unknown().refine((given) => given !== undefined, "is required");
const Operations = z
  .array(
    z.discriminatedUnion("op", [
      z.strictObject({ op: z.literal("add"), path: Pointer, value }),
      z.strictObject({ op: z.literal("replace"), path: Pointer, value }),
      z.strictObject({ op: z.literal("test"), path: Pointer, value }),
      z.strictObject({ op: z.literal("remove"), path: Pointer }),
      z.strictObject({ op: z.literal("move"), from: Pointer, path: Pointer }),
      z.strictObject({ op: z.literal("copy"), from: Pointer, path: Pointer }),
    ]),
  )
  .min(1)
  .max(100);

/** What is wrong with a patch in itself, whatever it is applied to; empty where nothing is. */
export function faultsOfPatch(
  patch: Patch,
): readonly { readonly pointer: string; readonly detail: string }[] {
  if (patch.kind === "mergePatch")
    return isRecord(patch.patch)
      ? []
      : [{ pointer: "", detail: "is no object: it would replace everything" }];
  const read = Operations.safeParse(patch.operations);
  if (read.success) return [];
  return read.error.issues.map(({ path, message }) => ({
    pointer: path.map((step) => `/${String(step)}`).join(""),
    detail: message,
  }));
}

/** The data with a patch applied; the data that is given stays as it is. */
export function applyPatch(data: ExactTree, patch: Patch): Patched {
  if (patch.kind === "mergePatch") return { ok: true, data: merged(data, patch.patch) };
  const operations = patch.operations as unknown as readonly Operation[]; // as: `faultsOfPatch` has looked at them
  // In a holder, so that also the whole of the data can be replaced.
  const holder = { data: structuredClone(data) };
  for (const [at, operation] of operations.entries()) {
    const fault = applied(holder, operation);
    if (fault) return { ok: false, pointer: `/${at}`, detail: fault, isTest: operation.op === "test" };
  }
  return { ok: true, data: holder.data };
}

/** Why one operation cannot be applied; undefined where it was. */
function applied(holder: { data: ExactTree }, operation: Operation): string | undefined {
  const { path } = operation;
  if (operation.op === "test")
    return saysTheSame(valueAt(holder.data, path), operation.value as ExactTree) // as: it came in an exact tree
      ? undefined
      : `${path} is something else`;
  const missing = missingPlace(holder.data, operation);
  if (missing !== undefined) return `there is no ${missing}`;
  const inHolder = (pointer: string) => `/data${pointer}`;
  const moved = "from" in operation && { from: inHolder(operation.from) };
  const [error] = applyOperations(holder, [{ ...operation, path: inHolder(path), ...moved }]);
  return error ? `there is no ${path}` : undefined;
}

/**
 * The place that an operation needs and the data does not have. The package would find `/lines/map` too, a function that all
 * arrays share, and change it.
 */
function missingPlace(data: ExactTree, operation: Exclude<Operation, { op: "test" }>): string | undefined {
  const { op, path } = operation;
  const source = "from" in operation ? operation.from : op === "add" ? undefined : path;
  if (source !== undefined && valueAt(data, source) === undefined) return source;
  return path === "" || canHold(valueAt(data, path.slice(0, path.lastIndexOf("/"))), path) ? undefined : path;
}

function canHold(parent: ExactTree | undefined, path: string): boolean {
  const step = stepsOf(path).at(-1) ?? "";
  return Array.isArray(parent) ? step === "-" || isIndex(step) : isRecord(parent);
}

const isIndex = (step: string): boolean => /^(0|[1-9]\d*)$/.test(step);

/** Own members only: `/toString` is no place in any data, nor is the length of a list. */
const valueAt = (data: ExactTree, pointer: string): ExactTree | undefined =>
  stepsOf(pointer).reduce<ExactTree | undefined>((at, step) => {
    if (Array.isArray(at)) return isIndex(step) ? at[Number(step)] : undefined;
    return isRecord(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, data);

const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

/**
 * RFC 7396, section 2. Written here: the package for it leaves out whatever follows a member that is called "constructor".
 */
function merged(target: ExactTree | undefined, patch: ExactTree): ExactTree {
  if (!isRecord(patch)) return patch;
  const result = new Map<string, ExactTree>(isRecord(target) ? Object.entries(target) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) result.delete(name);
    else result.set(name, merged(result.get(name), change));
  }
  return Object.fromEntries(result);
}
