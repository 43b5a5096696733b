import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { defineCommand, defineEvent, entityKeyOf, type DataOf } from "./define.ts";

const setup = () =>
  defineEvent({
    type: "table.cleared.v1",
    summary: "A table was cleared.",
    data: z.strictObject({ table: z.strictObject({ tableId: z.string() }), guests: z.int().optional() }),
    entityKey: "table.tableId",
    semantics: "delta",
    owner: "floor",
    examples: [{ table: { tableId: "t-7" } }],
  });

describe("defineEvent and defineCommand", () => {
  test("an event is marked as an event, a command as a command", () => {
    const { kind: _kind, ...definition } = setup();
    expect(setup().kind).toBe("event");
    expect(defineCommand({ ...definition, type: "table.clear.v1" }).kind).toBe("command");
  });

  test("DataOf is the type of the contract's data", () => {
    const tableCleared = setup();
    expectTypeOf<DataOf<typeof tableCleared>>().toEqualTypeOf<{
      table: { tableId: string };
      guests?: number | undefined;
    }>();
  });

  test("an example of another shape does not compile", () => {
    const { kind: _kind, ...definition } = setup();
    // @ts-expect-error -- the example lacks its table
    expect(defineEvent({ ...definition, examples: [{ guests: 2 }] })).toBeDefined();
  });
});

describe("entityKeyOf", () => {
  test("follows the path of the contract", () => {
    expect(entityKeyOf(setup(), { table: { tableId: "t-7" } })).toBe("t-7");
  });

  test.each([{}, { table: {} }, { table: { tableId: "" } }, { table: { tableId: 7 } }, null, "text", []])(
    "throws, naming contract and path, when the path does not lead to a non-empty string: %j",
    (data) => {
      expect(() => entityKeyOf(setup(), data)).toThrow(
        'Contract table.cleared.v1: entity key "table.tableId"',
      );
    },
  );

  test("never takes an inherited property for a key", () => {
    expect(() => entityKeyOf({ ...setup(), entityKey: "constructor.name" }, {})).toThrow("entity key");
  });
});
