import { checkData } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import {
  deletedItem,
  draftItem,
  event,
  imageAsset,
  imageId,
  publishedItem,
  thinItem,
} from "../fixtures/webhooks.ts";
import { documentStore } from "../simulator/document-store.ts";
import { projectionOf } from "../simulator/webhook.ts";
import { SanitySettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";

const languages = { as: "object", fields: ["name"], keys: { "en-US": "en", "de-DE": "de" } };
const menuItems = { direction: "in", fields: { price: "priceMinor", tags: "tags" } };
const deletedAt = "2026-01-16T08:00:00.000Z";

/** What a body becomes; every message of it fits its contract. */
function told(
  body: unknown,
  settings: Record<string, unknown> = {},
  headers: Record<string, string> = { "sanity-transaction-time": deletedAt },
) {
  const translations = translate(EventBody.parse(body), {
    settings: SanitySettings.parse(settings),
    headers,
  });
  for (const { contract, data } of translations)
    expect(checkData(contract, JSON.parse(JSON.stringify(data)))).toMatchObject({ ok: true });
  return translations.map(({ contract, ...rest }) => ({ type: contract.type, ...rest }));
}

const changed = (changes: object, body: object = publishedItem) => ({ ...body, ...changes });

test("a public document keeps its values, by language where it has them, and says what it points to", () => {
  const { _event: _, ...document } = publishedItem;
  expect(told(publishedItem, { languages })).toMatchObject([
    {
      type: "content.entry.published.v1",
      eventId: "update:zp7mbokg/production/big-burger:9by72vG2l204L0eD67v5lE",
      time: "2026-01-15T18:04:05Z",
      subject: "entry/big-burger",
      vendoreventtype: "menuItem.update",
      entityversion: "2026-01-15T18:04:05Z",
      data: {
        entryId: "big-burger",
        refs: [{ vendor: "sanity", account: "zp7mbokg", type: "document", id: "big-burger" }],
        environment: "production",
        contentType: "menuItem",
        revision: "9by72vG2l204L0eD67v5lE",
        changedAt: "2026-01-15T18:04:05Z",
        createdAt: "2025-11-02T09:00:00Z",
        fields: {
          name: { "en-US": "Big", "de-DE": "Groß" },
          priceMinor: { und: 599 },
          image: { und: document.image },
          body: { und: document.body },
        },
        links: [
          { pointer: "/image/und/asset", to: "asset", id: "image-5d0cabc123-2048x1365-jpg" },
          { pointer: "/allergens/und/0", to: "entry", id: "allergen-wheat" },
        ],
        formats: [{ field: "body", format: "portable-text" }],
        ext: { sanity: { otherLocales: { name: { nl: "Groot" } } } },
      },
    },
  ]);
});

test("where no field holds languages, a value is as it is", () => {
  expect(told(publishedItem)).toMatchObject([{ data: { fields: { name: { und: publishedItem.name } } } }]);
});

test("a projection without fields gives a partial message, and says nothing of the menu yet", () => {
  expect(told(thinItem, { menuItems })).toMatchObject([
    { type: "content.entry.published.v1", data: { fields: {}, partial: true } },
  ]);
  expect(told(publishedItem)[0]?.data).not.toHaveProperty("partial");
});

test("what is not public any more is unpublished at the time of its transaction: whether it was deleted is looked up", () => {
  expect(told(deletedItem)).toMatchObject([
    {
      type: "content.entry.unpublished.v1",
      eventId: "delete:zp7mbokg/production/big-burger:9by72vG2l204L0eD67v5lE",
      data: { changedAt: deletedAt, contentType: "menuItem" },
    },
  ]);
  expect(told(deletedItem)[0]?.data).not.toHaveProperty("fields");
});

test.each([
  ["missing", {}],
  ["no time", { "sanity-transaction-time": "yesterday" }],
  ["before the last change", { "sanity-transaction-time": "2020-01-01T00:00:00Z" }],
])("a transaction time that is %s is not believed", (_what, headers) => {
  expect(told(deletedItem, {}, headers)).toMatchObject([{ data: { changedAt: "2026-01-15T18:04:05Z" } }]);
});

test("a draft that is new was created; one of something public was saved, as is every change", () => {
  expect(told(draftItem)).toMatchObject([
    { type: "content.entry.created.v1", data: { entryId: "fries", refs: [{ id: "fries" }] } },
  ]);
  const ofPublic = changed({ _createdAt: "2025-11-02T09:00:00Z" }, draftItem);
  expect(told(ofPublic)).toMatchObject([{ type: "content.entry.saved.v1" }]);
  const later = changed(event("update"), draftItem);
  expect(told(later)).toMatchObject([{ type: "content.entry.saved.v1", data: { entryId: "fries" } }]);
});

test.each([
  ["a draft goes away", changed(event("delete"), draftItem)],
  ["a content release", changed({ _id: "versions.rSpring.big-burger" })],
  ["Sanity's own documents", changed({ _type: "system.release" })],
  ["Sanity's own ids", changed({ _id: "_.releases.rSpring" })],
  ["an operation that nobody knows", changed(event("move"))],
])("%s says nothing", (_what, body) => {
  expect(told(body)).toEqual([]);
});

test("an asset is public as soon as it is uploaded, with its file and its texts", () => {
  expect(told(imageAsset)).toMatchObject([
    {
      type: "content.asset.published.v1",
      subject: `asset/${imageId}`,
      data: {
        assetId: imageId,
        refs: [{ vendor: "sanity", account: "zp7mbokg", type: "asset", id: imageId }],
        altText: { und: "A burger with two patties" },
        files: [
          {
            url: imageAsset.url,
            contentType: "image/jpeg",
            fileName: "big.jpg",
            bytes: 482_133,
            width: 2_048,
            height: 1_365,
          },
        ],
        ext: { sanity: { creditLine: "Photo: A. Cook", lqip: imageAsset.metadata.lqip } },
      },
    },
  ]);
  const gone = changed(event("delete"), imageAsset);
  expect(told(gone)).toMatchObject([{ type: "content.asset.deleted.v1", data: { changedAt: deletedAt } }]);
});

test("an event has the same id whenever it comes, and another event another", () => {
  const [first] = told(publishedItem);
  expect(told(structuredClone(publishedItem))[0]?.eventId).toBe(first?.eventId);
  expect(told(changed({ _rev: "another" }))[0]?.eventId).not.toBe(first?.eventId);
  expect(told(deletedItem)[0]?.eventId).not.toBe(first?.eventId);
  const elsewhere = changed(event("update", "staging"));
  expect(told(elsewhere)[0]?.eventId).not.toBe(first?.eventId);
});

test("with several datasets on one bus the id says which", () => {
  expect(told(publishedItem, { qualifyEntryIds: true })).toMatchObject([
    {
      data: {
        entryId: "production:big-burger",
        refs: [{ id: "big-burger" }],
        links: [
          { to: "asset", id: "production:image-5d0cabc123-2048x1365-jpg" },
          { to: "entry", id: "production:allergen-wheat" },
        ],
      },
    },
  ]);
});

test("a public item of the menu is told as one, with the price in minor units", () => {
  expect(told(publishedItem, { menuItems, languages })[1]).toMatchObject({
    type: "menu.item.upserted.v1",
    subject: "item/big-burger",
    data: {
      itemId: "big-burger",
      version: Date.parse("2026-01-15T18:04:05Z"),
      name: { "en-US": "Big", "de-DE": "Groß" },
      prices: [{ amount: { amount: 599, currency: "USD" } }],
      tags: ["new"],
    },
  });
});

test("a price in major units is exact", () => {
  const dear = changed({ name: "Big", priceMinor: 1.15 });
  expect(told(dear, { menuItems: { ...menuItems, priceIn: "major" } })[1]).toMatchObject({
    data: { prices: [{ amount: { amount: 115 } }] },
  });
});

test("an item that is taken back is off the menu", () => {
  expect(told(deletedItem, { menuItems })[1]).toMatchObject({
    type: "menu.item.removed.v1",
    data: { itemId: "big-burger", version: Date.parse(deletedAt), removedAt: deletedAt },
  });
});

test("documents of another type, drafts, and a menu that goes out are no items", () => {
  expect(told(publishedItem, { menuItems: { ...menuItems, documentType: "page" } })).toHaveLength(1);
  expect(told(draftItem, { menuItems })).toHaveLength(1);
  expect(told(publishedItem, { menuItems: { direction: "out" } })).toHaveLength(1);
});

test("what Sanity's own GROQ makes of the projection is understood at create, update and delete", async () => {
  const store = documentStore(() => Date.parse("2026-01-15T18:00:00Z"));
  const fields = { title: "Hello" };
  const create = { id: "p1", type: "page", createdAt: undefined, updatedAt: undefined, fields };
  const transactions = [
    [{ create }],
    [{ patch: { id: "p1", set: { title: "Hi" } } }],
    [{ delete: { id: "p1" } }],
  ];
  const types: unknown[] = [];
  for (const [n, mutations] of transactions.entries()) {
    const done = store.commit(`txn-${n}`, mutations);
    const [change] = done.ok ? done.changes : [];
    const body = change && (await projectionOf(change, { projectId: "zp7mbokg", dataset: "production" }));
    types.push(told(body).map(({ type, vendoreventtype, data }) => [type, vendoreventtype, data]));
  }
  expect(types).toMatchObject([
    [
      [
        "content.entry.published.v1",
        "page.create",
        { fields: { title: { und: "Hello" } }, revision: "txn-0" },
      ],
    ],
    [["content.entry.published.v1", "page.update", { fields: { title: { und: "Hi" } }, revision: "txn-1" }]],
    [["content.entry.unpublished.v1", "page.delete", { entryId: "p1", revision: "txn-1" }]],
  ]);
});
