import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldClassesOf, locked, personal, sensitive } from "./field-class.ts";

describe("field classes", () => {
  test("are found in objects, arrays, maps, unions and wrappers, with * for every item", () => {
    const schema = z.strictObject({
      id: locked(z.string()),
      guest: z.strictObject({ email: personal(z.email()).optional() }).nullable(),
      cards: z.array(z.strictObject({ token: sensitive(z.string()) })).readonly(),
      notes: z.record(z.string(), personal(z.string())),
      contact: z.union([personal(z.string()), z.strictObject({ phone: personal(z.string()) })]),
    });
    expect(fieldClassesOf(schema)).toEqual([
      { pointer: "/id", class: "locked" },
      { pointer: "/guest/email", class: "personal" },
      { pointer: "/cards/*/token", class: "sensitive" },
      { pointer: "/notes/*", class: "personal" },
      { pointer: "/contact", class: "personal" },
      { pointer: "/contact/phone", class: "personal" },
    ]);
  });

  test("survive what is said about the field afterwards", () => {
    const schema = z.strictObject({
      checked: personal(z.string()).min(1).max(3),
      described: personal(z.string()).describe("A name."),
      withMeta: personal(z.string()).meta({ description: "A name." }).optional(),
      optionalFirst: personal(z.string().optional()),
    });
    expect(fieldClassesOf(schema).map(({ pointer }) => pointer)).toEqual([
      "/checked",
      "/described",
      "/withMeta",
      "/optionalFirst",
    ]);
  });

  test("keep the description and the checks of the schema they mark", () => {
    const schema = personal(z.string().max(3).describe("A name."));
    expect(schema.description).toBe("A name.");
    expect(schema.safeParse("Augusta").success).toBe(false);
  });

  test("can mark a shared schema in one place only", () => {
    const shared = z.strictObject({ id: z.string() }).meta({ id: "FieldClassTestShared" });
    const schema = z.strictObject({ open: shared, hidden: personal(shared) });
    expect(fieldClassesOf(schema)).toEqual([{ pointer: "/hidden", class: "personal" }]);
    expect(z.toJSONSchema(schema).properties).toMatchObject({ hidden: { "x-field-class": "personal" } });
  });

  test("two classes of one field are both found", () => {
    expect(fieldClassesOf(z.strictObject({ card: locked(personal(z.string()).optional()) }))).toEqual([
      { pointer: "/card", class: "locked" },
      { pointer: "/card", class: "personal" },
    ]);
  });

  test("a schema that contains itself ends", () => {
    interface Tree {
      name: string;
      children?: Tree[] | undefined;
    }
    const tree: z.ZodType<Tree> = z.strictObject({
      name: personal(z.string()),
      children: z.array(z.lazy(() => tree)).optional(),
    });
    expect(fieldClassesOf(tree)).toEqual([{ pointer: "/name", class: "personal" }]);
  });

  test.each([
    ["default", z.string().default("x")],
    ["pipe", z.string().transform(Number)],
    ["catch", z.string().catch("x")],
    ["map", z.map(z.string(), z.string())],
    ["date", z.date()],
  ])("a schema that would change the data, or is not JSON, is refused: z.%s", (kind, schema) => {
    expect(() => fieldClassesOf(z.strictObject({ field: schema }))).toThrow(
      `a contract cannot use z.${kind}`,
    );
  });
});
