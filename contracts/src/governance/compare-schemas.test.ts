import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { isBreaking } from "./change.ts";
import { compareSchemas } from "./compare-schemas.ts";

const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
const changes = (old: z.ZodType, now: z.ZodType) => compareSchemas(jsonSchema(old), jsonSchema(now));
const breaks = (old: z.ZodType, now: z.ZodType) =>
  changes(old, now)
    .filter(isBreaking)
    .map(({ pointer, reason }) => `${pointer} ${reason}`);

const text = z.string().max(9);
const of = (a: z.ZodType) => z.strictObject({ list: z.array(z.strictObject({ a })) });

describe("names what breaks, where and why", () => {
  test.each<[string, z.ZodType, z.ZodType]>([
    ["/a field removed", z.strictObject({ a: text.optional() }), z.strictObject({})],
    ["/a required added", z.strictObject({}), z.strictObject({ a: text })],
    ["/list/*/a type narrowed: was string, is boolean", of(text), of(z.boolean())],
    ["/list/*/a type narrowed: was null, is string", of(text.nullable()), of(text)],
    ['/list/*/a enum member removed: "y"', of(z.enum(["x", "y"])), of(z.enum(["x"]))],
    ["/list/*/a bound tightened: maxLength 9 → 5", of(text), of(z.string().max(5))],
    ["/* unknown fields are refused now", z.looseObject({}), z.strictObject({})],
  ])("%s", (expected, old, now) => {
    expect(breaks(old, now)).toEqual([expected]);
    expect(breaks(now, now)).toEqual([]);
  });

  test("another format breaks", () => {
    expect(breaks(of(z.iso.date()), of(z.email())).join()).toContain("/list/*/a format changed");
  });
});

test("what only allows more is compatible", () => {
  const now = z.strictObject({ a: z.string().max(10).nullable().optional(), b: text.optional() });
  expect(breaks(z.strictObject({ a: text }), now)).toEqual([]);
  expect(changes(z.strictObject({ a: text }), now).length).toBeGreaterThan(0);
});

/** Few words and narrow bounds, so that two schemas often differ by a little. */
const leaf = fc.oneof(
  fc.record({ min: fc.nat(3), more: fc.nat(3) }).map(({ min, more }) =>
    z
      .string()
      .min(min)
      .max(min + more),
  ),
  fc.record({ min: fc.nat(3), more: fc.nat(3) }).map(({ min, more }) =>
    z
      .int()
      .min(min)
      .max(min + more),
  ),
  fc.uniqueArray(fc.constantFrom("", "a", "aa"), { minLength: 1 }).map((members) => z.enum(members)),
  fc.constant(z.boolean()),
);
const { schema } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    tie("schema").map((inner) => inner.nullable()),
    tie("schema").map((inner) => z.array(inner).max(2)),
    fc.tuple(tie("schema"), tie("schema")).map((options) => z.union(options)),
    fc
      .dictionary(fc.constantFrom("a", "b"), fc.tuple(tie("schema"), fc.boolean()))
      .map((fields) =>
        z.strictObject(
          Object.fromEntries(
            Object.entries(fields).map(([name, [inner, need]]) => [name, need ? inner : inner.optional()]),
          ),
        ),
      ),
  ),
}));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>("", "a", "aa", "aaaa", 0, 1, 3, 6, true, null),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom("a", "b"), tie("value")),
  ),
}));

test("a value that the old schema takes and the new one refuses never goes unnamed", () => {
  fc.assert(
    fc.property(schema, schema, fc.array(value, { minLength: 20, maxLength: 20 }), (old, now, values) => {
      const witness = values.find((each) => old.safeParse(each).success && !now.safeParse(each).success);
      expect(witness === undefined || breaks(old, now).length > 0).toBe(true);
      expect(breaks(old, old)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
