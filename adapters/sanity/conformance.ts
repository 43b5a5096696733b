import { checkAdapter, type Fixtures } from "@spindlebus/bus/testing";
import { deletedItem, draftItem, imageAsset, publishedItem, thinItem } from "./fixtures/webhooks.ts";
import simulator from "./simulator.ts";
import { signatureHeader } from "./simulator/webhook.ts";
import sanity from "./src/index.ts";

const entryId = "item-401";
const item = { itemId: "BURGER", version: 1, name: { "en-US": "Burger" } };
const entry = {
  entryId,
  contentType: "page",
  changedAt: "2026-01-15T18:04:05Z",
  fields: { title: { und: "Our new burger" } },
};
const publication = { entryId, requestedAt: "2026-01-15T18:05:00Z" };
const refs = [{ vendor: "sanity", account: "zp7mbokg", type: "document", id: entryId }];
const told = { entryId, refs, environment: "production", changedAt: "2026-01-15T18:05:00Z" };
const published = [
  { operation: "upsertEntry", message: entry },
  { operation: "publishEntry", message: publication },
];

const fixtures: Fixtures = {
  settings: {
    projectId: "zp7mbokg",
    menuItems: { direction: "out", fields: { price: "priceMinor", soldOut: "soldOut" } },
  },
  secrets: {
    token: "sk-conformance-0123456789abcdef",
    webhookSecret: "conformance-0123456789abcdef",
  },
  operations: {
    upsertEntry: { message: entry },
    publishEntry: { message: publication, before: [{ operation: "upsertEntry", message: entry }] },
    unpublishEntry: { message: publication, before: published },
    upsertMenuItem: { message: item },
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
    },
    readEntry: {
      message: { ...told, contentType: "page", fields: {}, partial: true },
      before: published,
      effects: 0,
    },
    tellDeletion: { message: { ...told, contentType: "page", revision: "r1" }, effects: 0 },
  },
  webhooks: {
    events: {
      requests: ({ nowMs, secrets }) =>
        [publishedItem, thinItem, draftItem, deletedItem, imageAsset].map((about) => {
          const body = JSON.stringify(about);
          const headers = {
            ...signatureHeader(body, secrets["webhookSecret"] ?? "", nowMs),
            "sanity-transaction-time": "2026-01-16T08:00:00.000Z",
          };
          return { body, headers };
        }),
    },
  },
};

/** What Sanity's adapter proves at its simulator. */
export default () => checkAdapter(sanity, simulator, fixtures);
