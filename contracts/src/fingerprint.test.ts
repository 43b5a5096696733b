import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { canonicalContracts } from "./canonical.ts";
import { checkData } from "./check-data.ts";
import { fingerprintOf } from "./fingerprint.ts";

const of = (data: z.ZodType) => fingerprintOf({ data });

test.each(canonicalContracts.map((contract) => [contract.type, contract] as const))(
  "%s has one, for its check gives what JSON.parse gives",
  (_type, contract) => {
    expect(fingerprintOf(contract)).toMatch(/^[0-9a-z]{8,}$/);
    for (const example of contract.examples) {
      const json = JSON.parse(JSON.stringify(example)) as unknown;
      expect(checkData(contract, structuredClone(json))).toEqual({ ok: true, data: json });
    }
  },
);

test("a check keeps every accepted value as it was, members in whatever order", () => {
  const schema = z.strictObject({ a: z.string().max(9), b: z.record(z.string(), z.int()).optional() });
  expect(of(schema)).toBeDefined();
  fc.assert(
    fc.property(
      fc.record({ b: fc.dictionary(fc.string(), fc.maxSafeInteger()), a: fc.string() }),
      (value) => {
        // No data has this key: the reader of JSON refuses it.
        fc.pre(!Object.hasOwn(value.b, "__proto__"));
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        fc.pre(schema.safeParse(json).success);
        expect(schema.parse(json)).toEqual(json);
      },
    ),
  );
});

test("equal schemas have the same, whoever made them", () => {
  const make = () => z.strictObject({ id: z.string().min(1), lines: z.array(z.int()).max(3) });
  expect(of(make())).toBe(of(make()));
});

test.each([
  ["a length", z.string().max(3), z.string().max(4)],
  ["an optional field", z.strictObject({ a: z.int() }), z.strictObject({ a: z.int().optional() })],
  ["a pattern", z.string().regex(/a/), z.string().regex(/b/)],
  ["a refinement", z.string().refine((text) => text !== "a"), z.string().refine((text) => text !== "b")],
])("schemas that differ in %s have different ones", (_what, one, other) => {
  expect(of(one)).toBeDefined();
  expect(of(one)).not.toBe(of(other));
});

test.each([
  ["trims", z.string().trim()],
  ["coerces", z.coerce.string()],
  ["drops unknown members", z.object({ a: z.int() })],
  ["drops unknown members deep inside", z.array(z.object({ a: z.int() }))],
  ["strips tabs from a URL", z.url()],
  ["hides its rule in a closure", z.string().superRefine(() => undefined)],
])("a schema that %s has none", (_what, schema) => {
  expect(of(schema)).toBeUndefined();
});
