import { checkData } from "../check-data.ts";
import type { Contract } from "../define.ts";

/** What a contract answers to one of its examples with some members replaced: `pointer detail` of every error, or nothing. */
export function refusal(contract: Contract, members: object, example = 0): readonly string[] {
  const result = checkData(contract, { ...Object(contract.examples[example]), ...members });
  return result.ok ? [] : result.problem.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
}
