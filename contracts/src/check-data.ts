import type { z } from "zod";
import type { Contract } from "./define.ts";
import { isRecord, pointerOf } from "./pointer.ts";
import { problem, type Problem, type ProblemError } from "./problem.ts";
import type { ContractRegistry } from "./registry.ts";

/** Data that satisfies its contract, or everything that is wrong with it. */
export type DataResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Checks data against its contract. The problem names every fault by its JSON Pointer in the event (`/data/…`) and
 * never quotes a value.
 */
export function checkData<Data>(contract: Contract<Data>, data: unknown): DataResult<Data> {
  if (data === undefined) return violation(contract, [{ pointer: "/data", detail: "is required" }]);
  const parsed = contract.data.safeParse(data);
  if (parsed.success) return { ok: true, data: parsed.data };
  return violation(
    contract,
    parsed.error.issues.flatMap((issue) => errorsOf(issue, data)),
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

function errorsOf(issue: z.core.$ZodIssue, data: unknown): readonly ProblemError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: pointerOf(["data", ...issue.path, key]),
      detail: "is not a field of this contract",
    }));
  }
  return [
    {
      pointer: pointerOf(["data", ...issue.path]),
      detail: isMissing(data, issue.path) ? "is required" : issue.message,
    },
  ];
}

function isMissing(data: unknown, path: readonly PropertyKey[]): boolean {
  let value = data;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isRecord(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
  }
  return value === undefined;
}

/** The problem of a type that no contract has, with the known types that look like it. */
export function unknownType(registry: ContractRegistry, type: string): Problem {
  const similar = registry.nearest(type).map((known) => `"${known}"`);
  const hint = similar.length === 0 ? "" : `; did you mean ${similar.join(" or ")}?`;
  const detail = `no contract has the type "${type.slice(0, 100)}"${hint}`;
  return problem("unknown-type", detail, [{ pointer: "/type", detail }]);
}
