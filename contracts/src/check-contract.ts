import type { z } from "zod";
import { entityKeyOf, fieldClasses, type Contract } from "./define.ts";
import { pointerOf, valueAt } from "./pointer.ts";

const typePattern = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*\.v[1-9][0-9]*$/;

/**
 * Checks what types cannot: the name, the examples and the paths of a contract.
 * @throws Error naming the contract and everything that is wrong with it.
 */
export function checkContract(contract: Contract): void {
  const problems = [
    ...(typePattern.test(contract.type) ? [] : [`the type must look like "order.completed.v1"`]),
    ...(contract.examples.length === 0 ? ["at least one example is needed"] : []),
    ...schemaProblems(contract),
    ...contract.examples.flatMap((example, index) => exampleProblems(contract, example, index)),
  ];
  if (problems.length > 0) throw new Error(`Contract ${contract.type}: ${problems.join("; ")}`);
}

function schemaProblems(contract: Contract): readonly string[] {
  try {
    fieldClasses(contract);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function exampleProblems(contract: Contract, example: unknown, index: number): readonly string[] {
  const parsed = contract.data.safeParse(example);
  if (!parsed.success) return parsed.error.issues.map((issue) => `example ${index}: ${describe(issue)}`);
  return [...entityKeyProblems(contract, example, index), ...pathProblems(contract, index)];
}

const describe = (issue: z.core.$ZodIssue): string => `${pointerOf(issue.path) || "/"} ${issue.message}`;

function entityKeyProblems(contract: Contract, example: unknown, index: number): readonly string[] {
  try {
    entityKeyOf(contract, example);
    return [];
  } catch {
    return [`example ${index}: entity key "${contract.entityKey}" does not resolve to a non-empty string`];
  }
}

/** An optional field may be missing from one example, so a path only has to resolve in some example. */
function pathProblems(contract: Contract, index: number): readonly string[] {
  if (index > 0) return [];
  const { subject, entityVersion, erases, indexed = [] } = contract;
  const paths = [subject, entityVersion, erases, ...indexed].filter((path) => path !== undefined);
  return paths
    .filter((path) => contract.examples.every((example) => valueAt(example, path) === undefined))
    .map((path) => `no example has anything at "${path}"`);
}
