import { vendorAnswer, jsonBodyOf } from "@spindlebus/bus/testing";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exampleProfile, message, settings } from "../examples.ts";
import { updateProfile } from "./update-profile.ts";

const context = { settings, message: message(updateProfile.on.type), recalled: {}, idempotencyKey: "key-1" };
const bodyFor = (profile: ReturnType<typeof exampleProfile>) =>
  jsonBodyOf(updateProfile.request(profile, context));
const read = (status: number, json: unknown) =>
  updateProfile.interpret(vendorAnswer(status, json), exampleProfile(), { ...context, step: 0, carry: null });

test("a profile goes as the attributes of one user", () => {
  const fixture = readFileSync(new URL("../fixtures/update-profile.request.json", import.meta.url), "utf8");
  expect(bodyFor(exampleProfile())).toEqual(JSON.parse(fixture));
});

test("what the profile does not name any more is removed, but for consents", () => {
  expect(bodyFor({ memberId: "mbr-1906", version: 1 })).toEqual({
    attributes: [
      {
        external_id: "mbr-1906",
        email: null,
        phone: null,
        first_name: null,
        last_name: null,
        language: null,
        dob: null,
        favorite_store_id: null,
        loyalty_tier: null,
      },
    ],
  });
});

test.each([
  ["de", "de"],
  ["pt-BR", "pt"],
  ["gsw-CH", null],
])("the locale %s is the language %s", (locale, language) => {
  expect(bodyFor(exampleProfile({ locale }))).toMatchObject({ attributes: [{ language }] });
});

test.each([
  ["taken on", 201, { message: "success", attributes_processed: 1 }, { kind: "applied" }],
  [
    "refused by an error that names it",
    201,
    { message: "success", errors: [{ type: "wrong", input_array: "attributes", index: 0 }] },
    { kind: "rejected", code: "object_refused", message: "wrong" },
  ],
  [
    "not spoken of",
    201,
    { message: "success", attributes_processed: 0 },
    { kind: "inDoubt", code: "unmentioned" },
  ],
  ["refused whole", 400, { message: "Bad syntax" }, { kind: "rejected", code: "http_400" }],
])("a profile that was %s is that", (_what, status, json, outcome) => {
  expect(read(status, json)).toMatchObject(outcome);
});
