import type { Contract } from "../define.ts";

/** What is wrong with a contract's minimal example, changed as told: `pointer detail` of every problem. */
export function problems<Data>(contract: Contract<Data>, change: (data: Data) => unknown): readonly string[] {
  const example = contract.examples.at(-1);
  if (example === undefined) throw new Error("no example");
  const { error } = contract.data.safeParse(change(structuredClone(example)));
  return (error?.issues ?? []).map(({ path, message }) => `/${path.join("/")} ${message}`);
}
