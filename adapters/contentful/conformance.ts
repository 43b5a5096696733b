import { checkAdapter, type Fixtures } from "@spindlebus/bus/testing";
import { deletedEntry, publishedAsset, publishedEntry } from "./fixtures/webhooks.ts";
import simulator from "./simulator.ts";
import { signedHeaders } from "./simulator/webhook.ts";
import contentful from "./src/index.ts";

const entryId = "item-401";
const item = { itemId: "BURGER", version: 1, name: { "en-US": "Burger" } };
const entry = {
  entryId,
  contentType: "page",
  changedAt: "2026-01-15T18:04:05Z",
  fields: { title: { und: "Our new burger" } },
};
const publication = { entryId, requestedAt: "2026-01-15T18:05:00Z" };

const events: readonly (readonly [topic: string, body: unknown])[] = [
  ["Entry.auto_save", publishedEntry],
  ["Entry.archive", publishedEntry],
  ["Entry.publish", publishedEntry],
  ["Entry.delete", deletedEntry],
  ["Asset.publish", publishedAsset],
];

const fixtures: Fixtures = {
  settings: {
    spaceId: "sp",
    menuItems: { direction: "out", fields: { price: "priceMinor", soldOut: "soldOut" } },
  },
  secrets: {
    managementToken: "CFPAT-conformance",
    signingSecret: "conformance-0123456789abcdef-0123456789abcdef-0123456789abcdef-0",
  },
  operations: {
    upsertEntry: { message: entry },
    publishEntry: { message: publication, before: [{ operation: "upsertEntry", message: entry }] },
    unpublishEntry: {
      message: publication,
      before: [
        { operation: "upsertEntry", message: entry },
        { operation: "publishEntry", message: publication },
      ],
    },
    // Written, then published.
    upsertMenuItem: { message: item, effects: 2 },
    removeMenuItem: {
      message: { itemId: "BURGER", version: 2 },
      before: [{ operation: "upsertMenuItem", message: item }],
    },
    setAvailability: {
      message: {
        availabilityId: "BURGER@0042",
        itemId: "BURGER",
        store: { storeId: "0042" },
        status: "out_of_stock",
        changedAt: "2026-01-15T18:05:00Z",
      },
      before: [{ operation: "upsertMenuItem", message: item }],
      effects: 2,
    },
  },
  webhooks: {
    events: {
      requests: ({ nowMs, path, secrets }) =>
        events.map(([topic, told]) => {
          const body = JSON.stringify(told);
          const about = { topic: `ContentManagement.${topic}`, body, path, nowMs };
          return {
            body,
            headers: signedHeaders({ ...about, signingSecret: secrets["signingSecret"] ?? "" }),
          };
        }),
    },
  },
};

/** What Contentful's adapter proves at its simulator. */
export default () => checkAdapter(contentful, simulator, fixtures);
