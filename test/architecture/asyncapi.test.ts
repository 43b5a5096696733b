import schema from "@asyncapi/specs/schemas/3.1.0-without-$id.json" with { type: "json" };
import { canonicalContracts, contractRegistry, type Contract } from "@spindlebus/contracts";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { asyncApi } from "../../bus/src/ingress/asyncapi.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteTakenV2 } from "../../bus/src/testing/delivery/note-v2.ts";

const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

const documentOf = (contracts: readonly Contract[]): unknown =>
  JSON.parse(JSON.stringify(asyncApi(contractRegistry(contracts))));

test.each([
  ["the shipped contracts", canonicalContracts],
  ["several versions of one", [noteTaken, noteTakenV2]],
])("the AsyncAPI document of %s is valid by the official schema of 3.1", (_what, contracts) => {
  const document = documentOf(contracts);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(document).toMatchObject({ asyncapi: "3.1.0" });
});

test("the official schema refuses what is no AsyncAPI document", () => {
  expect(validate({ ...(documentOf([noteTaken]) as object), channels: { one: { adress: "typo" } } })).toBe(
    false,
  );
});

test("no reference in it leads nowhere", () => {
  const document = documentOf(canonicalContracts);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => to ?? "");
  expect(references.length).toBeGreaterThan(canonicalContracts.length);
  expect(references.filter((to) => !to.startsWith("#/") || at(document, to) === undefined)).toEqual([]);
});

/** What a local reference leads to. */
const at = (document: unknown, reference: string): unknown =>
  reference
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
