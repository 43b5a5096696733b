import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { canonicalContracts } from "./canonical.ts";
import { entityKeyOf, fieldClasses } from "./define.ts";
import { fieldsOf } from "./governance/fields.ts";
import { orderCompleted } from "./messages/order/completed.ts";
import { isRecord } from "./pointer.ts";
import { contractRegistry } from "./registry.ts";
import { childrenOf } from "./schema-walk.ts";
import { Attributes } from "./values/attributes.ts";
import { Ext } from "./values/ext.ts";
import { DraftFields, LocalizedFields, LocalizedText } from "./values/localized.ts";

const golden = new URL("../golden/", import.meta.url);

/** Where names are somebody else's: a vendor's, the chain's, a language's. */
const openMaps: readonly z.core.$ZodType[] = [Ext, Attributes, LocalizedText, LocalizedFields, DraftFields];

const registry = contractRegistry(canonicalContracts);
const named = canonicalContracts.map((contract) => [contract.type, contract] as const);

describe.each(named)("%s", (type, contract) => {
  test("has a minimal and a full example, which its schema takes unchanged", () => {
    expect(contract.examples.length).toBeGreaterThanOrEqual(2);
    for (const example of contract.examples) {
      expect(contract.data.parse(example)).toEqual(example);
      expect(entityKeyOf(contract, example)).not.toBe("");
    }
  });

  test("refuses unknown keys everywhere but in the open maps", () => {
    // Known from the start, so not looked into.
    const schemas = schemasIn(contract.data, [...openMaps]).filter((schema) => !openMaps.includes(schema));
    const objects = schemas.filter((schema) => schema instanceof z.ZodObject);
    expect(objects.filter(({ def }) => !(def.catchall instanceof z.ZodNever))).toEqual([]);
    expect(schemas.filter((schema) => schema instanceof z.ZodRecord)).toEqual([]);
  });

  test("shows nothing personal in its entity key or its search paths", () => {
    const hidden = fieldClasses(contract).filter((field) => field.class !== "locked");
    const shown = [contract.entityKey, ...(contract.indexed ?? [])].map(
      (path) => `/${path.replaceAll(".", "/")}`,
    );
    const leaks = shown.filter((path) => hidden.some(({ pointer }) => `${path}/`.startsWith(`${pointer}/`)));
    expect(leaks).toEqual([]);
  });

  test("says of every field what it means", () => {
    const fields = fieldsOf(registry.jsonSchema(type) ?? {});
    const silent = fields.filter(
      ({ pointer, description }) => !pointer.startsWith("/ext/") && description === "",
    );
    expect(silent.map(({ pointer }) => pointer)).toEqual([]);
  });

  test("has a JSON Schema whose references all lead somewhere, and which takes the examples", () => {
    const schema = registry.jsonSchema(type) ?? {};
    expect(schema["type"]).toBe("object");
    const definitions = Object.keys(isRecord(schema["$defs"]) ? schema["$defs"] : {});
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference]) => reference,
    );
    expect(
      references.filter((reference) => !definitions.some((name) => reference === `#/$defs/${name}`)),
    ).toEqual([]);
    const reread = z.fromJSONSchema(schema);
    expect(contract.examples.filter((example) => !accepts(reread, example))).toEqual([]);
    expect(accepts(reread, {})).toBe(false);
  });

  test("is what its golden file says: a change starts with its golden file (vitest -u)", async () => {
    const { kind, entityKey, entityVersion, semantics, subject, indexed } = contract;
    const picture = {
      type,
      kind,
      entityKey,
      entityVersion,
      semantics,
      subject,
      indexed,
      schema: registry.jsonSchema(type),
    };
    await expect(`${JSON.stringify(picture, null, 2)}\n`).toMatchFileSnapshot(
      new URL(`${type}.json`, golden).pathname,
    );
  });
});

describe("the canonical contracts", () => {
  test("all of them have a golden file, and nothing else has", () => {
    const files = readdirSync(golden).map((file) => file.replace(/\.json$/, ""));
    expect(files.toSorted()).toEqual(canonicalContracts.map(({ type }) => type).toSorted());
  });

  test("publishing the first example of an order earns points and can be refunded", () => {
    const [example] = orderCompleted.examples;
    expect(example?.loyalty?.member.refs).toEqual([
      { vendor: "paytronix", type: "card", id: "6000201000200841" },
    ]);
    expect(example?.store.storeId).toBe("0042");
    expect(example?.tenders?.[0]?.paymentRef).toMatch(/^pi_/);
  });

  test("the sums of the first order example agree", () => {
    const [example] = orderCompleted.examples;
    const lines = sum(example?.lines.map(({ gross }) => gross.amount) ?? []);
    const taxes = sum(example?.taxes?.map(({ amount }) => amount.amount) ?? []);
    expect(example?.totals.subtotal.amount).toBe(lines);
    expect(example?.totals.total.amount).toBe(lines + taxes);
    expect(sum(example?.tenders?.map(({ amount }) => amount.amount) ?? [])).toBe(lines + taxes);
  });
});

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

/** A schema and every schema inside it, each once. */
function schemasIn(schema: z.core.$ZodType, known: z.core.$ZodType[] = []): readonly z.core.$ZodType[] {
  if (known.includes(schema)) return known;
  known.push(schema);
  for (const child of childrenOf(schema)) schemasIn(child.schema, known);
  return known;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
