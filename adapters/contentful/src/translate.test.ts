import { checkData } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { deletedEntry, publishedAsset, publishedEntry } from "../fixtures/webhooks.ts";
import { ContentfulSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { Entity } from "./vendor.ts";

/** What a body becomes; every message of it fits its contract. */
function told(topic: string, body: unknown, settings: Record<string, unknown> = {}) {
  const translations = translate(Entity.parse(body), {
    settings: ContentfulSettings.parse(settings),
    headers: { "x-contentful-topic": `ContentManagement.${topic}` },
  });
  for (const { contract, data } of translations)
    expect(checkData(contract, JSON.parse(JSON.stringify(data)))).toMatchObject({ ok: true });
  return translations.map(({ contract, ...rest }) => ({ type: contract.type, ...rest }));
}

const menuItems = {
  direction: "in",
  fields: { price: "priceMinor" },
};

test("a published entry keeps its languages, and says what it points to", () => {
  expect(told("Entry.publish", publishedEntry)).toMatchObject([
    {
      type: "content.entry.published.v1",
      eventId: "Entry.publish:master/bigMac:12.3.3:2026-01-15T18:04:05.123Z",
      time: "2026-01-15T18:04:05.123Z",
      vendoreventtype: "ContentManagement.Entry.publish",
      data: {
        entryId: "bigMac",
        refs: [{ vendor: "contentful", account: "sp", type: "entry", id: "bigMac" }],
        environment: "master",
        contentType: "menuItem",
        version: 12,
        revision: "3",
        changedAt: "2026-01-15T18:04:05.123Z",
        actor: { vendor: "contentful", account: "sp", type: "user", id: "4FLrUHftHW3v2BLi9fzfjU" },
        tags: ["lunch"],
        concepts: ["burgers"],
        localeStatus: [
          { locale: "en-US", status: "published" },
          { locale: "de-DE", status: "draft" },
        ],
        fields: publishedEntry.fields,
        links: [
          { pointer: "/image/en-US", to: "asset", id: "big-photo" },
          { pointer: "/body/en-US/content/0/data/target", to: "entry", id: "allergens" },
        ],
        formats: [{ field: "body", format: "contentful-rich-text" }],
        ext: { contentful: { publishedVersion: 11 } },
      },
    },
  ]);
});

test.each([
  ["Entry.create", "content.entry.created.v1"],
  ["Entry.save", "content.entry.saved.v1"],
  ["Entry.auto_save", "content.entry.saved.v1"],
  ["Entry.archive", "content.entry.archived.v1"],
  ["Entry.unarchive", "content.entry.unarchived.v1"],
])("%s becomes %s", (topic, type) => {
  expect(told(topic, publishedEntry)).toMatchObject([{ type }]);
});

test("only what the editor saved by itself is automatic", () => {
  expect(told("Entry.auto_save", publishedEntry)).toMatchObject([{ data: { automatic: true } }]);
  expect(told("Entry.save", publishedEntry)[0]?.data).not.toHaveProperty("automatic");
});

test.each([
  ["Entry.unpublish", "content.entry.unpublished.v1"],
  ["Entry.delete", "content.entry.deleted.v1"],
])("%s, which has no fields, becomes %s", (topic, type) => {
  expect(told(topic, deletedEntry)).toMatchObject([
    { type, data: { contentType: "menuItem", changedAt: "2026-01-16T08:00:00.000Z" } },
  ]);
});

test("of an asset are told the files that Contentful has finished", () => {
  expect(told("Asset.publish", publishedAsset)).toMatchObject([
    {
      type: "content.asset.published.v1",
      data: {
        assetId: "big-photo",
        title: { "en-US": "The big one" },
        files: [
          {
            url: "https://images.ctfassets.net/sp/big-photo/5d0c/big.jpg",
            locale: "en-US",
            bytes: 482_133,
            width: 2_048,
          },
        ],
      },
    },
  ]);
});

test.each(["Asset.create", "Asset.save", "ContentType.publish", "Release.save", "Entry.something_new"])(
  "%s says nothing",
  (topic) => {
    expect(told(topic, publishedAsset)).toEqual([]);
  },
);

test("an event has the same id whenever it comes, and another event another", () => {
  const [first] = told("Entry.publish", publishedEntry);
  const [again] = told("Entry.publish", structuredClone(publishedEntry));
  expect(again?.eventId).toBe(first?.eventId);
  const later = { ...publishedEntry, sys: { ...publishedEntry.sys, version: 14 } };
  expect(told("Entry.publish", later)[0]?.eventId).not.toBe(first?.eventId);
  expect(told("Entry.save", publishedEntry)[0]?.eventId).not.toBe(first?.eventId);
});

test("with several environments on one bus the id says which", () => {
  expect(told("Entry.publish", publishedEntry, { qualifyEntryIds: true })).toMatchObject([
    { data: { entryId: "master:bigMac" } },
  ]);
});

test("a published item of the menu is told as one, with the price in minor units", () => {
  expect(told("Entry.publish", publishedEntry, { menuItems })[1]).toMatchObject({
    type: "menu.item.upserted.v1",
    data: {
      itemId: "bigMac",
      version: Date.parse("2026-01-15T18:04:05.123Z"),
      name: { "en-US": "Big", "de-DE": "Groß" },
      prices: [{ amount: { amount: 599, currency: "USD" } }],
    },
  });
});

test("a price in major units is exact", () => {
  const dear = { ...publishedEntry, fields: { ...publishedEntry.fields, priceMinor: { "en-US": 1.15 } } };
  expect(told("Entry.publish", dear, { menuItems: { ...menuItems, priceIn: "major" } })[1]).toMatchObject({
    data: { prices: [{ amount: { amount: 115 } }] },
  });
});

test.each(["Entry.unpublish", "Entry.delete"])("%s of an item takes it off the menu", (topic) => {
  expect(told(topic, deletedEntry, { menuItems })[1]).toMatchObject({
    type: "menu.item.removed.v1",
    data: { itemId: "bigMac", removedAt: "2026-01-16T08:00:00.000Z" },
  });
});

test("entries of another type, drafts, and a menu that goes out are no items", () => {
  const other = { menuItems: { ...menuItems, contentType: "page" } };
  expect(told("Entry.publish", publishedEntry, other)).toHaveLength(1);
  expect(told("Entry.save", publishedEntry, { menuItems })).toHaveLength(1);
  expect(told("Entry.publish", publishedEntry, { menuItems: { direction: "out" } })).toHaveLength(1);
});
