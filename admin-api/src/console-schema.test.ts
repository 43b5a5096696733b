import openapiTS, { astToString } from "openapi-typescript";
import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";

const preamble =
  "/* Written by admin-api/src/console-schema.test.ts (vitest -u): the admin API as its OpenAPI document describes it. */\n";

test("the console's types are those of the OpenAPI document", async () => {
  const { json } = await adminClient().ask("/openapi.json", { token: "" });
  const types = astToString(await openapiTS(json, { alphabetize: true, defaultNonNullable: false }));
  await expect(preamble + types).toMatchFileSnapshot("../console/src/api/schema.gen.ts");
});
