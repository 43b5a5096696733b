import { z } from "zod";
import { checkContract } from "./check-contract.ts";
import { checkVersions } from "./check-versions.ts";
import type { Contract } from "./define.ts";
import { nearest } from "./nearest.ts";
import { versionsOf } from "./version.ts";

/** A self-contained JSON Schema document. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The contracts that one installation knows. */
export interface ContractRegistry {
  /** The contract of a type, or undefined. */
  readonly get: (type: string) => Contract | undefined;
  /** Every contract, sorted by type. */
  readonly all: () => readonly Contract[];
  /** The versions of a contract that are known beside this one and this one itself, oldest first. */
  readonly versions: (type: string) => readonly Contract[];
  /** Up to three known types that look like the given one. */
  readonly nearest: (type: string) => readonly string[];
  /** The data's JSON Schema (draft 2020-12, every `$ref` inside the document), or undefined for an unknown type. */
  readonly jsonSchema: (type: string) => JsonSchema | undefined;
}

type RegistryOptions = {
  /** Another process has checked the same contracts just before: running all their examples is a third of a start. */
  readonly trusted?: boolean;
};

/**
 * Collects contracts under their types.
 * @throws Error when two contracts share a type; and, unless they are trusted, when a contract's examples or paths do not fit its
 * schema, or a version has no way from an older one beside it
 */
export function contractRegistry(
  contracts: readonly Contract[],
  { trusted = false }: RegistryOptions = {},
): ContractRegistry {
  const byType = new Map<string, Contract>();
  for (const contract of contracts) {
    if (!trusted) checkContract(contract);
    if (byType.has(contract.type)) throw new Error(`Contract ${contract.type} is defined twice`);
    byType.set(contract.type, contract);
  }
  if (!trusted) checkVersions(contracts);
  const types = [...byType.keys()].toSorted();
  const schemas = new Map<string, JsonSchema>();
  return {
    get: (type) => byType.get(type),
    all: () => types.flatMap((type) => byType.get(type) ?? []),
    versions: (type) => versionsOf(type, contracts),
    nearest: (type) => nearest(type, types),
    jsonSchema: (type) => {
      const contract = byType.get(type);
      if (contract === undefined) return undefined;
      const schema = schemas.get(type) ?? jsonSchemaOf(contract);
      schemas.set(type, schema);
      return schema;
    },
  };
}

/** The JSON Schema of one contract's data. */
function jsonSchemaOf(contract: Contract): JsonSchema {
  const schema = z.toJSONSchema(contract.data, { target: "draft-2020-12", io: "input" });
  return { ...schema, title: contract.type, description: contract.summary };
}
