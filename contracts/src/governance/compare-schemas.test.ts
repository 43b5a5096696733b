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
