import { httpVendor, openHarness, simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  menuItemAvailabilityChanged,
  menuItemRemoved,
  menuItemUpserted,
} from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import contentfulSimulator from "./simulator.ts";
import contentful from "./src/index.ts";
import { ContentfulSettings } from "./src/settings.ts";

const secrets = { managementToken: "CFPAT-sim", signingSecret: "0123456789abcdef".repeat(4) };

/** A connection that writes the menu to Contentful. */
async function setup(menuItems: Record<string, unknown> = {}) {
  const settings = ContentfulSettings.parse({
    spaceId: "sp",
    menuItems: {
      direction: "out",
      fields: { description: "text", price: "price", soldOut: "soldOut" },
      ...menuItems,
    },
  });
  const running = await startSimulators({
    simulators: [{ connection: "contentful", simulator: contentfulSimulator, secrets, settings }],
    port: 0,
  });
  onTestFinished(running.close);
  const harness = openHarness({
    adapter: contentful,
    settings: { ...settings, baseUrl: running.urls["contentful"] ?? "" },
    secrets,
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  return { harness, control: simulatorControl(running.port, "contentful") };
}

const price = { amount: { amount: 599, currency: "USD" } };
const item = {
  itemId: "BURGER",
  version: 1,
  name: { und: "Burger", "de-DE": "Bulette" },
  description: { und: "Two patties" },
  prices: [{ ...price, scope: { stores: ["0007"] } }, { amount: { amount: 649, currency: "USD" } }],
};
const soldOut = (storeId: string, status: "out_of_stock" | "in_stock", changedAt: string) => ({
  availabilityId: `BURGER@${storeId}`,
  itemId: "BURGER",
  store: { storeId },
  status,
  changedAt,
});

test("an item is written with the price that holds everywhere, and published", async () => {
  const { harness, control } = await setup();
  expect(await harness.deliver("upsertMenuItem", menuItemUpserted, item)).toMatchObject({ state: "applied" });
  expect(await control.effects()).toMatchObject([
    {
      operation: "upsertMenuItem",
      reference: "BURGER",
      fields: {
        name: { "en-US": "Burger", "de-DE": "Bulette" },
        text: { "en-US": "Two patties" },
        price: { "en-US": 649 },
      },
    },
    { operation: "publishEntry", reference: "BURGER" },
  ]);
});

test("what an item does not say any more is emptied; in major units 6.49 is the price", async () => {
  const { harness, control } = await setup({ priceIn: "major" });
  await harness.deliver("upsertMenuItem", menuItemUpserted, item);
  const { description: _description, ...rest } = { ...item, version: 2 };
  await harness.deliver("upsertMenuItem", menuItemUpserted, rest);
  const fields = (await control.effects()).at(-1)?.["fields"];
  expect(fields).toEqual({ name: { "en-US": "Burger", "de-DE": "Bulette" }, price: { "en-US": 6.49 } });
});

test("stores without an item stand in its list, each by itself, and an upsert leaves them there", async () => {
  const { harness, control } = await setup();
  await harness.deliver("upsertMenuItem", menuItemUpserted, item);
  const set = (...said: Parameters<typeof soldOut>) =>
    harness.deliver("setAvailability", menuItemAvailabilityChanged, soldOut(...said));
  await set("0042", "out_of_stock", "2026-01-15T18:00:00Z");
  await set("0007", "out_of_stock", "2026-01-15T18:01:00Z");
  await set("0042", "in_stock", "2026-01-15T18:02:00Z");
  expect(await set("0007", "in_stock", "2026-01-15T17:00:00Z")).toMatchObject({ state: "superseded" });
  await harness.deliver("upsertMenuItem", menuItemUpserted, { ...item, version: 2, name: { und: "Big" } });
  const effects = await control.effects();
  expect(effects.at(-1)).toMatchObject({
    fields: { name: { "en-US": "Big" }, soldOut: { "en-US": ["0007"] } },
  });
  expect(effects.filter(({ operation }) => operation === "setAvailability")).toHaveLength(3);
});

test("what was never sold out and is in stock changes nothing", async () => {
  const { harness, control } = await setup();
  await harness.deliver("upsertMenuItem", menuItemUpserted, item);
  await control.clearEffects();
  const said = soldOut("0042", "in_stock", "2026-01-15T18:00:00Z");
  expect(await harness.deliver("setAvailability", menuItemAvailabilityChanged, said)).toMatchObject({
    state: "applied",
  });
  expect(await control.effects()).toEqual([]);
});

test("an item that Contentful does not know is dead, not forgotten, until it is there", async () => {
  const { harness } = await setup();
  const said = soldOut("0042", "out_of_stock", "2026-01-15T18:00:00Z");
  expect(await harness.deliver("setAvailability", menuItemAvailabilityChanged, said)).toMatchObject({
    state: "dead",
    error: { code: "item_unknown" },
  });
});

test("an item that is not sold any more is taken back; its draft stays", async () => {
  const { harness, control } = await setup();
  await harness.deliver("upsertMenuItem", menuItemUpserted, item);
  const removed = { itemId: "BURGER", version: 2 };
  expect(await harness.deliver("removeMenuItem", menuItemRemoved, removed)).toMatchObject({
    state: "applied",
  });
  expect((await control.effects()).at(-1)).toMatchObject({
    operation: "removeMenuItem",
    action: "unpublish",
  });
});

test("a menu that comes from Contentful is not written to it", async () => {
  const { harness, control } = await setup({ direction: "in" });
  expect(await harness.deliver("upsertMenuItem", menuItemUpserted, item)).toMatchObject({
    state: "unchanged",
  });
  expect(await control.requests()).toEqual([]);
});
