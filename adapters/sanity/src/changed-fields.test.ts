import { expect, test } from "vitest";
import { changedFields } from "./changed-fields.ts";
import { SanitySettings } from "./settings.ts";

const keys = { "en-US": "en", "de-DE": "de" };
const plain = SanitySettings.parse({});
const asObject = SanitySettings.parse({ languages: { as: "object", fields: ["name"], keys } });
const asArray = SanitySettings.parse({ languages: { as: "array", fields: ["name"], keys } });

test("what a document says already is not written again; the order of names does not count", () => {
  const before = { title: "Hi", place: { lat: 1, lng: 2 }, list: ["a", "b"] };
  const given = { title: { und: "Hi" }, place: { und: { lng: 2, lat: 1 } }, list: { und: ["a", "b"] } };
  expect(changedFields(before, given, plain)).toBeUndefined();
  expect(changedFields(before, { list: { und: ["b", "a"] } }, plain)).toEqual({
    set: { list: ["b", "a"] },
    unset: [],
  });
});

test("keys that Sanity gave to items of a list are none of the sender's", () => {
  const before = { allergens: [{ _key: "k0", _type: "reference", _ref: "wheat" }] };
  const given = { allergens: { und: [{ _type: "reference", _ref: "wheat" }] } };
  expect(changedFields(before, given, plain)).toBeUndefined();
  const named = { allergens: { und: [{ _key: "k1", _type: "reference", _ref: "wheat" }] } };
  expect(changedFields(before, named, plain)?.set).toEqual({ allergens: named.allergens.und });
});

test("null takes a field away where it is there, and is nothing where it is not", () => {
  expect(changedFields({ badge: "New" }, { badge: { und: null } }, plain)).toEqual({
    set: {},
    unset: ["badge"],
  });
  expect(changedFields({}, { badge: { "en-US": null } }, plain)).toBeUndefined();
});

test("a field without languages takes the value without one, else that of the default", () => {
  const given = { name: { "de-DE": "Bulette", "en-US": "Burger" } };
  expect(changedFields({}, given, plain)?.set).toEqual({ name: "Burger" });
  expect(changedFields({}, { name: { und: "B", "en-US": "Burger" } }, plain)?.set).toEqual({ name: "B" });
  // Of a language that it has no room for it says nothing.
  expect(changedFields({ name: "Burger" }, { name: { "de-DE": "Bulette" } }, plain)).toBeUndefined();
});

test("in a field with languages only those that are named change, and null takes one away", () => {
  const before = { name: { _type: "localeString", en: "Burger", de: "Bulette", nl: "Broodje" } };
  const given = { name: { und: "Big", "de-DE": null, "fr-FR": "Grand" } };
  expect(changedFields(before, given, asObject)?.set).toEqual({
    name: { _type: "localeString", en: "Big", nl: "Broodje" },
  });
  expect(changedFields({ name: { en: "Burger" } }, { name: { und: null } }, asObject)).toEqual({
    set: {},
    unset: ["name"],
  });
});

test("the same where languages are items of a list, whose type stays the studio's", () => {
  const item = (key: string, value: string, _type = "internationalizedArrayTextValue") => ({
    _key: key,
    _type,
    value,
  });
  const before = { name: [item("en", "Burger"), item("nl", "Broodje")] };
  expect(changedFields(before, { name: { "de-DE": "Bulette" } }, asArray)?.set).toEqual({
    name: [item("en", "Burger"), item("nl", "Broodje"), item("de", "Bulette")],
  });
  expect(changedFields(before, { name: { "en-US": "Burger" } }, asArray)).toBeUndefined();
  expect(changedFields({}, { name: { und: "Burger" } }, asArray)?.set).toEqual({
    name: [item("en", "Burger", "internationalizedArrayStringValue")],
  });
});
