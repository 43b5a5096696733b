import { bearerAuth, defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { searchNoEntry } from "./entry-requests.ts";
import { removeMenuItem, setAvailability, upsertMenuItem } from "./menu-operations.ts";
import { publishEntry, unpublishEntry } from "./publish-entry.ts";
import { ContentfulSecrets, ContentfulSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { upsertEntry } from "./upsert-entry.ts";
import { Entity } from "./vendor.ts";
import { verifyContentfulSignature } from "./verify.ts";

/** Contentful: tells the bus of entries, assets and items of the menu; writes and publishes entries, and items of the menu as entries. */
export default defineAdapter({
  name: "contentful",
  version: "0.1.0",
  domain: "cms",
  kit: "0.1.0",
  // Where Contentful reports its incidents (contentfulstatus.com/incidents).
  statusPage: "https://www.contentfulstatus.com",
  conformance: { level: "gold" },
  settings: ContentfulSettings,
  secrets: ContentfulSecrets,
  // The Content Management API allows 7 requests a second on the smaller plans, 10 on the larger.
  limits: { concurrency: 4, perSecond: 7 },
  authorize: bearerAuth(({ secrets }) => secrets.managementToken),
  check: {
    summary: "Searches the environment for an entry that nobody has.",
    request: ({ settings }) => searchNoEntry(settings),
  },
  operations: { upsertEntry, publishEntry, unpublishEntry, upsertMenuItem, removeMenuItem, setAvailability },
  webhooks: {
    events: defineWebhook({
      verify: verifyContentfulSignature,
      body: Entity,
      headers: ["x-contentful-topic"],
      translate,
    }),
  },
});
