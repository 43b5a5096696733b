import { httpVendor, openHarness, simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  menuItemAvailabilityChanged,
  menuItemRemoved,
  menuItemUpserted,
} from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import { studio } from "./fixtures/studio.ts";
import sanitySimulator from "./simulator.ts";
import sanity from "./src/index.ts";
import { SanitySettings } from "./src/settings.ts";

const secrets = { token: "sk-sim", webhookSecret: "sanity-sim-secret" };

/** A connection that writes the menu to Sanity, and an editor in its studio. */
async function setup(menuItems: Record<string, unknown> = {}) {
  const fields = { description: "text", price: "price", soldOut: "soldOut" };
  const settings = SanitySettings.parse({
    languages: { as: "object", fields: ["name"], keys: { "en-US": "en", "de-DE": "de" } },
    menuItems: { direction: "out", fields, ...menuItems },
  });
  const running = await startSimulators({
    simulators: [{ connection: "sanity", simulator: sanitySimulator, secrets, settings }],
    port: 0,
  });
  onTestFinished(running.close);
  const baseUrl = running.urls["sanity"] ?? "";
  const harness = openHarness({
    adapter: sanity,
    settings: { ...settings, baseUrl },
    secrets,
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  const deliver = {
    upsert: (said: object) => harness.deliver("upsertMenuItem", menuItemUpserted, { ...item, ...said }),
    remove: (version: number) =>
      harness.deliver("removeMenuItem", menuItemRemoved, { itemId: "BURGER", version }),
    availability: (...said: Parameters<typeof soldOut>) =>
      harness.deliver("setAvailability", menuItemAvailabilityChanged, soldOut(...said)),
  };
  const control = simulatorControl(running.port, "sanity");
  return { deliver, control, editor: studio(baseUrl, secrets.token) };
}

const item = {
  itemId: "BURGER",
  version: 1,
  name: { und: "Burger", "de-DE": "Bulette" },
  description: { und: "Two patties" },
  prices: [
    { amount: { amount: 599, currency: "USD" }, scope: { stores: ["0007"] } },
    { amount: { amount: 649, currency: "USD" } },
  ],
};
const soldOut = (storeId: string, status: "out_of_stock" | "in_stock", changedAt: string) => ({
  availabilityId: `BURGER@${storeId}`,
  itemId: "BURGER",
  store: { storeId },
  status,
  changedAt,
});

test("an item is public at once, in one transaction, with the price that holds everywhere", async () => {
  const { deliver, control, editor } = await setup();
  expect(await deliver.upsert({})).toMatchObject({ state: "applied", vendorReference: "BURGER" });
  expect(await editor.read("BURGER")).toMatchObject({
    published: {
      _type: "menuItem",
      name: { en: "Burger", de: "Bulette" },
      text: "Two patties",
      price: 649,
    },
    draft: undefined,
  });
  expect(await control.effects()).toMatchObject([{ operation: "upsertMenuItem", reference: "BURGER" }]);
});

test("what an item does not say any more is taken away; in major units 6.49 is the price", async () => {
  const { deliver, editor } = await setup({ priceIn: "major" });
  await deliver.upsert({});
  await deliver.upsert({ version: 2, description: undefined });
  const { published } = await editor.read("BURGER");
  expect(published).toMatchObject({ price: 6.49 });
  expect(published).not.toHaveProperty("text");
});

test("an editor's draft keeps what is the editor's, stays a draft, and cannot undo what the bus has written", async () => {
  const { deliver, control, editor } = await setup();
  await deliver.upsert({});
  await editor.make({ _id: "drafts.BURGER", _type: "menuItem", name: { en: "Old" }, story: "Unfinished" });
  await control.clearEffects();
  await deliver.upsert({ version: 2, name: { und: "Big", "de-DE": "Groß" } });
  expect(await editor.read("BURGER")).toMatchObject({
    published: { name: { en: "Big", de: "Groß" } },
    draft: { name: { en: "Big", de: "Groß" }, story: "Unfinished" },
  });
  expect((await editor.read("BURGER")).published).not.toHaveProperty("story");
  expect(await control.effects()).toHaveLength(1);
});

test("an item that was taken back goes public again out of its draft", async () => {
  const { deliver, editor } = await setup();
  await deliver.upsert({});
  expect(await deliver.remove(2)).toMatchObject({ state: "applied" });
  expect(await editor.read("BURGER")).toMatchObject({ published: undefined, draft: { price: 649 } });
  await editor.change("drafts.BURGER", { story: "Finished" });
  await deliver.upsert({ version: 3 });
  expect(await editor.read("BURGER")).toMatchObject({ published: { price: 649, story: "Finished" } });
});

test("where nothing is to go public by itself, it goes into the draft", async () => {
  const { deliver, editor } = await setup({ publish: "never" });
  await editor.make({ _id: "BURGER", _type: "menuItem", name: { en: "Old" } });
  await deliver.upsert({});
  await deliver.availability("0042", "out_of_stock", "2026-01-15T18:00:00Z");
  expect(await editor.read("BURGER")).toMatchObject({
    published: { name: { en: "Old" } },
    draft: { name: { en: "Burger" }, soldOut: ["0042"] },
  });
});

test("stores without an item stand in its list, each by itself, and an upsert leaves them there", async () => {
  const { deliver, control, editor } = await setup();
  await deliver.upsert({});
  await deliver.availability("0042", "out_of_stock", "2026-01-15T18:00:00Z");
  await deliver.availability("0007", "out_of_stock", "2026-01-15T18:01:00Z");
  await deliver.availability("0042", "in_stock", "2026-01-15T18:02:00Z");
  expect(await deliver.availability("0007", "in_stock", "2026-01-15T17:00:00Z")).toMatchObject({
    state: "superseded",
  });
  await deliver.upsert({ version: 2, name: { und: "Big" } });
  expect((await editor.read("BURGER")).published).toMatchObject({ soldOut: ["0007"] });
  const effects = await control.effects();
  expect(effects.filter(({ operation }) => operation === "setAvailability")).toHaveLength(3);
});

test("what was never sold out and is in stock changes nothing", async () => {
  const { deliver, control } = await setup();
  await deliver.upsert({});
  await control.clearEffects();
  expect(await deliver.availability("0042", "in_stock", "2026-01-15T18:00:00Z")).toMatchObject({
    state: "applied",
  });
  expect(await control.effects()).toEqual([]);
});

test("a draft alone is noted as sold out and stays a draft", async () => {
  const { deliver, editor } = await setup();
  await editor.make({ _id: "drafts.BURGER", _type: "menuItem", name: { en: "Soon" } });
  await deliver.availability("0042", "out_of_stock", "2026-01-15T18:00:00Z");
  expect(await editor.read("BURGER")).toMatchObject({ published: undefined, draft: { soldOut: ["0042"] } });
});

test("an item that Sanity does not know is dead, not forgotten, until it is there", async () => {
  const { deliver } = await setup();
  expect(await deliver.availability("0042", "out_of_stock", "2026-01-15T18:00:00Z")).toMatchObject({
    state: "dead",
    error: { code: "item_unknown" },
  });
});

test("a menu that comes from Sanity is not written to it", async () => {
  const { deliver, control } = await setup({ direction: "in" });
  expect(await deliver.upsert({})).toMatchObject({ state: "unchanged" });
  expect(await control.requests()).toEqual([]);
});
