import { describe, expect, test } from "vitest";
import { checkData } from "../../check-data.ts";
import { fieldClasses, type Contract } from "../../define.ts";
import { entityVersionOf } from "../../entity-version.ts";
import { contentContracts, contentEntryPublished, contentEntrySaved, contentUpsert } from "./index.ts";

const entry = { entryId: "big", contentType: "menuItem", changedAt: "2026-01-15T18:04:05.000Z" };

const faultsOf = (contract: Contract, data: unknown) => {
  const result = checkData(contract, data);
  return result.ok ? [] : result.problem.errors.map(({ pointer }) => pointer);
};

describe("fields of an entry", () => {
  test.each([
    ["rich text", { nodeType: "document", data: {}, content: [{ nodeType: "text", value: "a" }] }],
    ["portable text", [{ _type: "block", children: [{ _type: "span", text: "a", marks: ["strong"] }] }]],
    ["a link", { sys: { type: "Link", linkType: "Asset", id: "photo" } }],
    ["a number with digits after the point", 12.75],
    ["a place", { lat: 42.36, lon: -71.05 }],
    ["nothing", null],
  ])("carry %s as it is", (_what, value) => {
    const data = { ...entry, fields: { body: { "en-US": value } } };
    expect(checkData(contentEntryPublished, data)).toEqual({ ok: true, data });
  });

  test("may come without a language", () => {
    expect(faultsOf(contentEntryPublished, { ...entry, fields: { name: { und: "Big" } } })).toEqual([]);
  });

  test("are refused where a language is none, or is left out", () => {
    expect(faultsOf(contentEntryPublished, { ...entry, fields: { name: { en_US: "Big" } } })).toEqual([
      "/data/fields/name/en_US",
    ]);
    expect(faultsOf(contentEntryPublished, { ...entry, fields: { name: "Big" } })).toEqual([
      "/data/fields/name",
    ]);
  });

  test("are personal in a draft and in a command, and not where everybody may read them", () => {
    const isPersonal = (contract: Contract) =>
      fieldClasses(contract).some(
        ({ pointer, class: fieldClass }) => pointer === "/fields" && fieldClass === "personal",
      );
    expect(isPersonal(contentEntrySaved)).toBe(true);
    expect(isPersonal(contentUpsert)).toBe(true);
    expect(isPersonal(contentEntryPublished)).toBe(false);
  });
});

test.each(contentContracts.map((contract) => [contract.type, contract] as const))(
  "%s can be told from an older one by its time",
  (_type, contract) => {
    for (const data of contract.examples) {
      expect(entityVersionOf(contract, { data, extensions: {} })).toMatch(/^t/);
    }
  },
);

test("a link names its place by a JSON Pointer", () => {
  const linked = (pointer: string) => ({
    ...entry,
    fields: {},
    links: [{ pointer, to: "asset", id: "photo" }],
  });
  expect(faultsOf(contentEntryPublished, linked("/image/en-US"))).toEqual([]);
  expect(faultsOf(contentEntryPublished, linked("image.en-US"))).toEqual(["/data/links/0/pointer"]);
});
