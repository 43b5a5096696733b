import type { Contract } from "./define.ts";

/** A type without its version, and the version: `order.completed` and 2 for `order.completed.v2`. */
export function splitType(type: string): { readonly name: string; readonly version: number } {
  const at = type.lastIndexOf(".v");
  return { name: type.slice(0, at), version: Number(type.slice(at + 2)) };
}

/** The versions of one contract among others, oldest first. */
export function versionsOf(type: string, contracts: readonly Contract[]): readonly Contract[] {
  const { name } = splitType(type);
  return contracts
    .filter((contract) => splitType(contract.type).name === name)
    .toSorted((a, b) => splitType(a.type).version - splitType(b.type).version);
}
