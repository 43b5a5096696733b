import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineEvent, type Contract } from "./define.ts";
import { contractRegistry } from "./registry.ts";

const setup = (overrides: Partial<Contract> = {}): Contract => ({
  ...defineEvent({
    type: "table.cleared.v1",
    summary: "A table was cleared.",
    data: z.strictObject({ tableId: z.string(), waiter: z.string().optional() }),
    entityKey: "tableId",
    semantics: "delta",
    owner: "floor",
    examples: [{ tableId: "t-7" }],
  }),
  ...overrides,
});

describe("contract registry", () => {
  test("finds contracts by type and lists them sorted", () => {
    const later = setup({ type: "table.set.v1" });
    const registry = contractRegistry([later, setup()]);
    expect(registry.get("table.set.v1")).toBe(later);
    expect(registry.get("table.burnt.v1")).toBeUndefined();
    expect(registry.all().map(({ type }) => type)).toEqual(["table.cleared.v1", "table.set.v1"]);
  });

  test("names the types that look like an unknown one", () => {
    expect(contractRegistry([setup()]).nearest("table.clear.v1")).toEqual(["table.cleared.v1"]);
  });

  test("does not run the examples of contracts that are trusted", () => {
    const wrong = setup({ examples: [{ tableId: 7 }] });
    expect(() => contractRegistry([wrong])).toThrow("example 0: /tableId");
    expect(contractRegistry([wrong], { trusted: true }).get("table.cleared.v1")).toBe(wrong);
  });

  test("refuses one type twice", () => {
    expect(() => contractRegistry([setup(), setup()])).toThrow("Contract table.cleared.v1 is defined twice");
  });

  test.each([
    "TableCleared.v1",
    "table.cleared",
    "table.cleared.v0",
    "table..cleared.v1",
    "table.cleared.v1 ",
  ])("refuses a type that is not a dotted name with a version: %j", (type) => {
    expect(() => contractRegistry([setup({ type })])).toThrow("the type must look like");
  });

  test("refuses an example that does not satisfy the schema, naming index and place", () => {
    const examples = [{ tableId: "t-7" }, { tableId: 8 }];
    expect(() => contractRegistry([setup({ examples })])).toThrow(
      /table\.cleared\.v1: example 1: \/tableId .*string/,
    );
  });

  test("refuses an entity key that does not resolve in an example", () => {
    expect(() => contractRegistry([setup({ entityKey: "waiter" })])).toThrow(
      'example 0: entity key "waiter" does not resolve',
    );
  });

  test("refuses a subject or an index that no example has, and takes one that some example has", () => {
    expect(() => contractRegistry([setup({ subject: "waiter" })])).toThrow(
      'no example has anything at "waiter"',
    );
    expect(() => contractRegistry([setup({ indexed: ["nose"] })])).toThrow(
      'no example has anything at "nose"',
    );
    const examples = [{ tableId: "t-7" }, { tableId: "t-8", waiter: "w-1" }];
    expect(contractRegistry([setup({ subject: "waiter", examples })]).all()).toHaveLength(1);
  });

  test("refuses a contract without an example", () => {
    expect(() => contractRegistry([setup({ examples: [] })])).toThrow("at least one example is needed");
  });

  test("refuses a schema that would change the data", () => {
    const data = z.strictObject({ tableId: z.string(), seats: z.int().default(4) });
    expect(() => contractRegistry([setup({ data })])).toThrow("a contract cannot use z.default");
  });

  test("says everything that is wrong at once", () => {
    expect(() => contractRegistry([setup({ type: "Table", indexed: ["nose"] })])).toThrow(/look like.*nose/);
  });

  test("the JSON Schema carries type and summary, and is undefined for an unknown type", () => {
    const registry = contractRegistry([setup()]);
    expect(registry.jsonSchema("table.cleared.v1")).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "table.cleared.v1",
      description: "A table was cleared.",
      type: "object",
      required: ["tableId"],
      additionalProperties: false,
    });
    expect(registry.jsonSchema("table.burnt.v1")).toBeUndefined();
  });
});
