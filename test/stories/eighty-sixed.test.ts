import contentful from "@spindlebus/adapter-contentful";
import contentfulSimulator from "@spindlebus/adapter-contentful/simulator";
import sanity from "@spindlebus/adapter-sanity";
import sanitySimulator from "@spindlebus/adapter-sanity/simulator";
import toast from "@spindlebus/adapter-toast";
import toastSimulator from "@spindlebus/adapter-toast/simulator";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { openChain, type Chain } from "../support/chain.ts";
import { eventually } from "../support/eventually.ts";
import type { Letter } from "../support/post-office.ts";

/** A kitchen has none left of an item: Toast says so, and two CMS show it. On real servers, every vendor a simulator. */
const stores = {
  "0042": "d2f3a8c0-0000-4000-8000-000000000042",
  "0007": "d2f3a8c0-0000-4000-8000-000000000007",
} as const;
const toastSecrets = {
  clientId: "toast-client",
  clientSecret: "toast-client-secret",
  webhookSecret: "toast-webhook-secret",
};
const contentfulSecrets = { managementToken: "CFPAT-story", signingSecret: "0123456789abcdef".repeat(4) };
const menuItems = { direction: "out", fields: { price: "priceMinor", soldOut: "soldOut" } };
const routes = ["contentful.setAvailability", "sanity.setAvailability"];

/** What the chain, and so its CMS, calls its items, and what Toast calls them at all restaurants. */
const burgers = Array.from({ length: 10 }, (_, n) => [`BURGER-${n}`, `10000000017123887${n}`] as const);

let chain: Chain;
/** The item of the present test. */
let itemId: string;
let multiLocationId: string;
let tests = 0;

beforeAll(async () => {
  const toastStores = Object.entries(stores).map(([number, restaurant]) => [number, { restaurant }]);
  chain = await openChain([
    {
      adapter: toast,
      simulator: toastSimulator,
      settings: {
        stores: Object.fromEntries(toastStores),
        items: Object.fromEntries(burgers.map(([ours, theirs]) => [ours, [theirs]])),
      },
      secrets: toastSecrets,
    },
    {
      adapter: contentful,
      simulator: contentfulSimulator,
      settings: { spaceId: "sp", menuItems },
      secrets: contentfulSecrets,
    },
    {
      adapter: sanity,
      simulator: sanitySimulator,
      settings: { projectId: "zp7mbokg", menuItems },
      secrets: { token: "sk-story", webhookSecret: "sanity-story-secret" },
    },
  ]);
});

beforeEach(async () => {
  chain.post.deliverAtOnce();
  [itemId, multiLocationId] = burgers[tests] ?? ["none left", ""];
  tests += 1;
  const item = { itemId, version: 1, name: { "en-US": "Burger" } };
  await chain.settled(await chain.publish("menu.item.upserted.v1", item));
  await chain.quiet();
  for (const cms of ["contentful", "sanity"]) await chain.control(cms).clearEffects();
});

test("an item that a kitchen has none of is gone from both menus, at that store alone, and comes back", async () => {
  await kitchenSays("0042", "OUT_OF_STOCK");
  await eventually("both menus show it", menus, isSoldOutAt("0042"));
  await chain.quiet();
  expect(await changes()).toEqual({ contentful: 1, sanity: 1 });
  expect(await sold("0042")).not.toContain(itemId);
  expect(await sold("0007")).toContain(itemId);

  await kitchenSays("0042", "IN_STOCK");
  await eventually("both menus show it", menus, isSoldOutAt());
  await chain.quiet();
  expect(await changes()).toEqual({ contentful: 2, sanity: 2 });
  expect(await sold("0042")).toContain(itemId);
});

test("Toast is not told what it has said itself, nor does a CMS hear its own echo", async () => {
  const before = await chain.control("toast").effects();
  chain.post.keep("toast");
  await kitchenSays("0042", "OUT_OF_STOCK");
  const [said] = await chain.post.kept("toast", 1);
  expect(await deliver(said)).toEqual([{ "toast.updateStock": "unchanged", ...every("applied") }]);
  await chain.quiet();
  // One effect at Toast: the kitchen's own.
  expect((await chain.control("toast").effects()).length - before.length).toBe(1);
  const webhooks = [
    ...(await chain.control("contentful").webhooks()),
    ...(await chain.control("sanity").webhooks()),
  ];
  expect(webhooks.filter(({ state }) => state !== "sent")).toEqual([]);
});

test("a webhook that Toast sends again changes nothing again", async () => {
  chain.post.keep("toast");
  await kitchenSays("0042", "OUT_OF_STOCK");
  const [said] = await chain.post.kept("toast", 1);
  const first = await deliver(said);
  expect(await deliver(said)).toEqual(first);
  await chain.quiet();
  expect(await changes()).toEqual({ contentful: 1, sanity: 1 });
});

test("back in stock before anybody heard that it was out: the later word counts, in whatever order they come", async () => {
  chain.post.keep("toast");
  await kitchenSays("0042", "OUT_OF_STOCK");
  await kitchenSays("0042", "IN_STOCK");
  const [out, back] = await chain.post.kept("toast", 2);

  expect(await deliver(back)).toMatchObject([every("applied")]);
  expect(await deliver(out)).toMatchObject([every("superseded")]);
  expect(isSoldOutAt()(await menus())).toBe(true);
  expect(await changes()).toEqual({ contentful: 0, sanity: 0 });
});

test("out again before anybody heard that it was back: it stays out, and nobody flickers", async () => {
  await kitchenSays("0042", "OUT_OF_STOCK");
  await eventually("both menus show it", menus, isSoldOutAt("0042"));
  chain.post.keep("toast");
  await kitchenSays("0042", "IN_STOCK");
  await kitchenSays("0042", "OUT_OF_STOCK");
  const [back, out] = await chain.post.kept("toast", 2);

  expect(await deliver(out)).toMatchObject([every("applied")]);
  expect(await deliver(back)).toMatchObject([every("superseded")]);
  expect(isSoldOutAt("0042")(await menus())).toBe(true);
  expect(await changes()).toEqual({ contentful: 1, sanity: 1 });
});

test("two kitchens run out at the same moment, and both are noted", async () => {
  await Promise.all([kitchenSays("0042", "OUT_OF_STOCK"), kitchenSays("0007", "OUT_OF_STOCK")]);
  await eventually("both menus show both", menus, isSoldOutAt("0007", "0042"));
  await chain.quiet();
  expect(await changes()).toEqual({ contentful: 2, sanity: 2 });
});

test("a CMS that does it and then hangs up, and one that has no time, have done it once when it is over", async () => {
  await chain.control("sanity").putFault({ kind: "commitThenDrop", count: 1 });
  await chain.control("contentful").putFault({ kind: "rateLimit", count: 1 });
  await kitchenSays("0042", "OUT_OF_STOCK");
  await eventually("both menus show it", menus, isSoldOutAt("0042"));
  await chain.quiet();
  expect(await changes()).toEqual({ contentful: 1, sanity: 1 });
});

/** Brings a webhook of Toast to the bus; per message that it became, how its deliveries ended. */
async function deliver(letter: Letter | undefined) {
  if (!letter) throw new Error("Toast has sent no such webhook");
  const ids = await chain.post.deliver(letter);
  return Promise.all(ids.map((id) => chain.settled(id)));
}

const every = (state: string) => Object.fromEntries(routes.map((route) => [route, state]));

let lastWordMs = 0;

/** Somebody at a store's till says how much is left, and Toast tells whoever listens. */
async function kitchenSays(store: keyof typeof stores, status: "IN_STOCK" | "OUT_OF_STOCK"): Promise<void> {
  // Toast counts in milliseconds: what was said later is to be later there too.
  await eventually(
    "the clock moves on",
    async () => Date.now(),
    (nowMs) => nowMs > lastWordMs,
  );
  const url = chain.vendorUrl("toast");
  const json = { "content-type": "application/json" };
  const { clientId, clientSecret } = toastSecrets;
  const login = await fetch(`${url}/authentication/v1/authentication/login`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ clientId, clientSecret, userAccessType: "TOAST_MACHINE_CLIENT" }),
  });
  const { token } = (await login.json()) as { readonly token: { readonly accessToken: string } };
  const said = await fetch(`${url}/stock/v1/inventory/update`, {
    method: "PUT",
    headers: {
      ...json,
      authorization: `Bearer ${token.accessToken}`,
      "toast-restaurant-external-id": stores[store],
    },
    body: JSON.stringify([{ multiLocationId, status }]),
  });
  expect(said.status).toBe(200);
  lastWordMs = Date.now();
}

type Menus = { readonly contentful: readonly string[]; readonly sanity: readonly string[] };

/** The stores that have none, as each CMS shows it to the public. */
async function menus(): Promise<Menus> {
  const entry = await fetch(
    `${chain.vendorUrl("contentful")}/spaces/sp/environments/master/entries/${itemId}`,
    { headers: { authorization: `Bearer ${contentfulSecrets.managementToken}` } },
  );
  const { sys, fields } = (await entry.json()) as {
    readonly sys: { readonly version: number; readonly publishedVersion: number };
    readonly fields: { readonly soldOut?: { readonly "en-US": readonly string[] } };
  };
  const isPublic = sys.version === sys.publishedVersion + 1;
  return {
    contentful: isPublic ? (fields.soldOut?.["en-US"] ?? []) : ["not public yet"],
    sanity: await ask<readonly string[]>(`*[_id == "${itemId}"][0].soldOut`).then((list) => list ?? []),
  };
}

const isSoldOutAt =
  (...at: readonly string[]) =>
  ({ contentful: one, sanity: other }: Menus): boolean =>
    one.join() === at.join() && other.join() === at.join();

/** What a store's page shows, which asks Sanity as anybody may. */
const sold = (store: string): Promise<readonly string[]> =>
  ask(`*[_type == "menuItem" && !("${store}" in coalesce(soldOut, []))]._id`);

async function ask<Result>(query: string): Promise<Result> {
  const search = new URLSearchParams({ query });
  const answer = await fetch(
    `${chain.vendorUrl("sanity")}/v2025-02-19/data/query/production?${search.toString()}`,
  );
  return ((await answer.json()) as { readonly result: Result }).result;
}

/** How often each CMS has changed which stores have none. */
async function changes(): Promise<Record<string, number>> {
  const counted = ["contentful", "sanity"].map(async (cms) => {
    const effects = await chain.control(cms).effects();
    return [cms, effects.filter(({ operation }) => operation === "setAvailability").length] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}
