import { describe, expect, test } from "vitest";
import { canonicalContracts } from "./canonical.ts";
import { checkData } from "./check-data.ts";
import { lenderOf } from "./testing/borrowed.ts";
import { faultsOf, type Fault } from "./testing/faults.ts";
import type { Contract } from "./define.ts";

const lend = lenderOf(canonicalContracts);
const named = canonicalContracts.map((contract) => [contract.type, contract] as const);

describe.each(named)("%s", (_type, contract) => {
  test("refuses every single fault by its JSON Pointer alone, and says what is wrong", () => {
    // What the minimal examples lack, the first one has or is lent.
    const faults = contract.examples.flatMap((example, index) =>
      faultsOf(contract.data, example, index === 0 ? lend : () => undefined),
    );
    expect(faults.length).toBeGreaterThan(10);
    expect(faults.flatMap((fault) => misjudged(contract, fault))).toEqual([]);
  });

  test("demands its entity key", () => {
    const pointer = `/data/${contract.entityKey.replaceAll(".", "/")}`;
    const missing = contract.examples.flatMap((example) =>
      faultsOf(contract.data, example, () => undefined).filter(
        (fault) => fault.pointer === pointer && fault.says.test("is required"),
      ),
    );
    expect(missing.length).toBe(contract.examples.length);
  });
});

function misjudged(contract: Contract, { title, data, pointer, says }: Fault): readonly string[] {
  const result = checkData(contract, data);
  if (result.ok) return [`${title}: accepted`];
  const { errors } = result.problem;
  const [first] = errors;
  if (errors.length === 1 && first?.pointer === pointer && says.test(first.detail)) return [];
  return [`${title}: refused as ${errors.map((error) => `${error.pointer} ${error.detail}`).join("; ")}`];
}
