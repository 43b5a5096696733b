import type { z } from "zod";
import { whatCame } from "./came.ts";
import { fieldClasses, type Contract } from "./define.ts";
import { isRecord, pointerOf } from "./pointer.ts";
import { problem, type Problem, type ProblemError } from "./problem.ts";
import type { ContractRegistry } from "./registry.ts";

/** Data that satisfies its contract, or everything that is wrong with it. */
export type DataResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Checks data against its contract. The problem names every fault by its JSON Pointer in the event (`/data/…`), what is
 * expected there, and what came: of a field that is, holds or belongs to something personal or sensitive only its kind.
 */
export function checkData<Data>(contract: Contract<Data>, data: unknown): DataResult<Data> {
  if (data === undefined) return violation(contract, [{ pointer: "/data", detail: "is required" }]);
  const parsed = contract.data.safeParse(data);
  if (parsed.success) return { ok: true, data: parsed.data };
  return violation(
    contract,
    parsed.error.issues.flatMap((issue) => errorsOf(contract, issue, data)),
  );
}

/** A wrong list of a thousand lines must not become an answer of a thousand lines. */
const mostErrors = 100;

function violation<Data>(contract: Contract<Data>, errors: readonly ProblemError[]): DataResult<Data> {
  const [first] = errors;
  const count = errors.length === 1 ? "1 fault" : `${errors.length} faults`;
  const detail = `${contract.type}: ${count}; ${first?.pointer ?? ""} ${first?.detail ?? ""}`;
  return { ok: false, problem: problem("contract-violation", detail, errors.slice(0, mostErrors)) };
}

function errorsOf(contract: Contract, issue: z.core.$ZodIssue, data: unknown): readonly ProblemError[] {
  if (issue.code === "unrecognized_keys") {
    // Whose class nobody knows: the contract does not have it.
    return issue.keys.map((key) => ({
      pointer: pointerOf(["data", ...issue.path, key]),
      detail: "is not a field of this contract",
      came: whatCame(at(data, [...issue.path, key]), false),
    }));
  }
  const pointer = pointerOf(["data", ...issue.path]);
  const value = at(data, issue.path);
  if (value === undefined) return [{ pointer, detail: "is required" }];
  const mayQuote = !isConfidential(contract, issue.path);
  return [{ pointer, detail: issue.message, came: whatCame(value, mayQuote) }];
}

/** Whether a field is personal or sensitive, lies in such a field, or has one in it. */
function isConfidential(contract: Contract, path: readonly PropertyKey[]): boolean {
  return confidentialPaths(contract).some((classed) =>
    classed.every((step, index) => {
      const own = path[index];
      return own === undefined || step === "*" || step === pointerOf([own]).slice(1);
    }),
  );
}

const rememberedPaths = new WeakMap<Contract, readonly (readonly string[])[]>();

/** Found once a contract: only a refusal asks, but a broken publisher makes many of them. */
function confidentialPaths(contract: Contract): readonly (readonly string[])[] {
  const paths =
    rememberedPaths.get(contract) ??
    fieldClasses(contract)
      .filter((field) => field.class !== "locked")
      .map(({ pointer }) => pointer.split("/").slice(1));
  rememberedPaths.set(contract, paths);
  return paths;
}

function at(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isRecord(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
  }
  return value;
}

/** The problem of a type that no contract has, with the known types that look like it. */
export function unknownType(registry: ContractRegistry, type: string): Problem {
  const similar = registry.nearest(type).map((known) => `"${known}"`);
  const hint = similar.length === 0 ? "" : `; did you mean ${similar.join(" or ")}?`;
  const detail = `no contract has the type "${type.slice(0, 100)}"${hint}`;
  return problem("unknown-type", detail, [{ pointer: "/type", detail }]);
}
