import { describe, expect, test } from "vitest";
import { checkData } from "../../check-data.ts";
import type { Contract } from "../../define.ts";
import { menuItemAvailabilityChanged, menuItemUpserted, menuPublished } from "./index.ts";

/** What is longer does not travel in the message itself. */
const inlineBytes = 262_144;

const usd = (amount: number) => ({ amount, currency: "USD" });
const name = { und: "x" };

const faultsOf = (contract: Contract, data: unknown) => {
  const result = checkData(contract, data);
  return result.ok ? [] : result.problem.errors.map(({ pointer }) => pointer);
};

const ofItem = (more: object) => faultsOf(menuItemUpserted, { itemId: "BURGER", version: 1, name, ...more });
const ofPrices = (...prices: readonly object[]) => ofItem({ prices });
const ofGroup = (more: object) => {
  const options = [{ optionId: "CHEESE", name }];
  return ofItem({ modifierGroups: [{ groupId: "EXTRAS", name, min: 0, options, ...more }] });
};
const ofScope = (availability: object) => ofItem({ availability });
const ofMenu = (more: object) =>
  faultsOf(menuPublished, {
    menuId: "main",
    version: 1,
    name,
    sections: [],
    publishedAt: "2026-01-15T18:04:05Z",
    ...more,
  });
const section = (sectionId: string, more: object = {}) => ({ sectionId, name, items: [], ...more });

describe("prices", () => {
  test("that depend on something come before the one that does not", () => {
    const lunch = { amount: usd(499), scope: { dayparts: ["lunch"] } };
    expect(ofPrices(lunch, { amount: usd(599) })).toEqual([]);
    expect(ofPrices({ amount: usd(599) }, lunch)).toEqual(["/data/prices"]);
    expect(ofPrices({ amount: usd(599), scope: {} }, lunch)).toEqual(["/data/prices"]);
  });

  test("may all depend on something, as sizes and the n-th topping do", () => {
    expect(ofPrices({ amount: usd(100), sequence: 1 }, { amount: usd(50), variations: ["L"] })).toEqual([]);
  });
});

describe("a modifier group", () => {
  test("cannot ask for more than it allows", () => {
    expect(ofGroup({ min: 1, max: 1 })).toEqual([]);
    expect(ofGroup({ min: 2, max: 1 })).toEqual(["/data/modifierGroups/0/max"]);
  });

  test("has options, but where the guest writes", () => {
    expect(ofGroup({ options: [] })).toEqual(["/data/modifierGroups/0/options"]);
    expect(ofGroup({ kind: "text", options: [] })).toEqual([]);
    expect(ofGroup({ kind: "text" })).toEqual(["/data/modifierGroups/0/options"]);
  });
});

describe("a scope", () => {
  test.each([
    ["stores and all but some", { stores: ["1"], exceptStores: ["2"] }, ["/data/availability/exceptStores"]],
    [
      "a marketplace in a store",
      { channels: ["in_store"], marketplaces: ["doordash"] },
      ["/data/availability/marketplaces"],
    ],
    [
      "an end before the beginning",
      { validFrom: "2026-02-01T00:00:00Z", validThrough: "2026-01-01T00:00:00Z" },
      ["/data/availability/validThrough"],
    ],
    ["no store at all", { stores: [] }, ["/data/availability/stores"]],
  ])("cannot name %s", (_what, scope, faults) => {
    expect(ofScope(scope)).toEqual(faults);
  });

  test("may name marketplaces without channels, or with theirs", () => {
    expect(ofScope({ marketplaces: ["doordash"] })).toEqual([]);
    expect(ofScope({ channels: ["third_party", "app"], marketplaces: ["doordash"] })).toEqual([]);
  });
});

test("an allergen that is none of the list is named", () => {
  expect(ofItem({ allergens: [{ allergen: "other", level: "contains" }] })).toEqual([
    "/data/allergens/0/name",
  ]);
  expect(ofItem({ allergens: [{ allergen: "other", name: "kiwi", level: "contains" }] })).toEqual([]);
});

test("a bar code has the digits of one", () => {
  expect(ofItem({ gtin: "4006381333931" })).toEqual([]);
  expect(ofItem({ gtin: "12345" })).toEqual(["/data/gtin"]);
});

describe("a menu", () => {
  test("has each section once, and a part of a section after it", () => {
    expect(ofMenu({ sections: [section("a"), section("b", { parentSectionId: "a" })] })).toEqual([]);
    expect(ofMenu({ sections: [section("b", { parentSectionId: "a" }), section("a")] })).toEqual([
      "/data/sections",
    ]);
    expect(ofMenu({ sections: [section("a", { parentSectionId: "a" })] })).toEqual(["/data/sections"]);
    expect(ofMenu({ sections: [section("a"), section("a")] })).toEqual(["/data/sections"]);
  });

  test.each([
    ["itself", { availability: { dayparts: ["lunch"] } }],
    ["a section", { sections: [section("a", { availability: { dayparts: ["lunch"] } })] }],
    [
      "a price",
      {
        sections: [
          section("a", {
            items: [
              { itemId: "BURGER", version: 1, prices: [{ amount: usd(1), scope: { dayparts: ["lunch"] } }] },
            ],
          }),
        ],
      },
    ],
  ])("says when each part of the day is that %s names", (_what, menu) => {
    const dayparts = [
      { daypartId: "lunch", hours: [{ dayOfWeek: ["monday"], opens: "11:00", closes: "15:00" }] },
    ];
    expect(ofMenu(menu)).toEqual(["/data/dayparts"]);
    expect(ofMenu({ ...menu, dayparts })).toEqual([]);
  });

  test("of a thousand items, each with a price of its own here, is one message", () => {
    const place = (n: number) => ({
      itemId: `0b8c2c2e-6a1f-4f3e-9d3b-${String(n).padStart(12, "0")}`,
      version: 1_768_500_245_000,
      prices: [{ amount: usd(599 + n) }],
    });
    const sections = Array.from({ length: 50 }, (_each, at) =>
      section(`section-${at}`, {
        name: { "en-US": `Section ${at}`, "es-US": `Sección ${at}` },
        items: Array.from({ length: 20 }, (_place, n) => place(at * 20 + n)),
      }),
    );
    expect(ofMenu({ sections })).toEqual([]);
    expect(JSON.stringify(sections).length).toBeLessThan(inlineBytes * 0.7);
  });
});

test("an item with 240 options, each priced for four sizes, is one message", () => {
  const prices = ["S", "M", "L", "XL"].map((size, at) => ({ amount: usd(100 + at), variations: [size] }));
  const options = (group: number) =>
    Array.from({ length: 40 }, (_each, n) => ({
      optionId: `topping-${group}-${n}`,
      name: { "en-US": `Topping ${n}`, "es-US": `Ingrediente ${n}` },
      plu: String(n),
      prices,
    }));
  const modifierGroups = Array.from({ length: 6 }, (_each, group) => ({
    groupId: `g-${group}`,
    name,
    min: 0,
    options: options(group),
  }));
  expect(ofItem({ modifierGroups })).toEqual([]);
  expect(JSON.stringify(modifierGroups).length).toBeLessThan(inlineBytes * 0.7);
});

test("availability is told apart by item, store and size", () => {
  const data = {
    itemId: "BURGER",
    store: { storeId: "0042" },
    status: "in_stock",
    changedAt: "2026-01-15T18:04:05Z",
  };
  const faults = (more: object) => faultsOf(menuItemAvailabilityChanged, { ...data, ...more });
  expect(faults({ availabilityId: "BURGER@0042" })).toEqual([]);
  expect(faults({ availabilityId: "BURGER@0042#L", variationId: "L" })).toEqual([]);
  expect(faults({ availabilityId: "BURGER@0042", variationId: "L" })).toEqual(["/data/availabilityId"]);
  expect(faults({ availabilityId: "BURGER@0043" })).toEqual(["/data/availabilityId"]);
});
