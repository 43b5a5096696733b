import schema from "@asyncapi/specs/schemas/3.1.0-without-$id.json" with { type: "json" };
import { canonicalContracts, contractRegistry } from "@spindlebus/contracts";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { asyncApi } from "../../bus/src/ingress/asyncapi.ts";

test("the AsyncAPI document of the shipped contracts is valid by the official schema", () => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  const document = structuredClone(asyncApi(contractRegistry(canonicalContracts)));
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
});
