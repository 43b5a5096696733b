import { bearerAuth, defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { removeMenuItem, setAvailability, upsertMenuItem } from "./menu-operations.ts";
import { publishEntry, unpublishEntry } from "./publish-entry.ts";
import { readEntry, tellDeletion } from "./read-entry.ts";
import { documentRequests } from "./requests.ts";
import { SanitySecrets, SanitySettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { upsertEntry } from "./upsert-entry.ts";
import { EventBody } from "./vendor.ts";
import { verifySanitySignature } from "./verify.ts";

/** Sanity: tells the bus of documents, assets and items of the menu; writes and publishes documents, and items of the menu as documents. */
export default defineAdapter({
  name: "sanity",
  version: "0.1.0",
  domain: "cms",
  kit: "0.1.0",
  // Asked by Sanity's studio where its servers fail (packages/sanity in sanity-io/sanity).
  statusPage: "https://www.sanity-status.com",
  conformance: { level: "gold" },
  settings: SanitySettings,
  secrets: SanitySecrets,
  // 25 mutations a second from one address, and 100 at once in a dataset (Sanity's page "Technical limits").
  limits: { concurrency: 10, perSecond: 25 },
  authorize: bearerAuth(({ secrets }) => secrets.token),
  check: {
    summary: "Reads a document that nobody has, and its draft.",
    request: ({ settings }) => documentRequests(settings, "spindle-connection-test").read(),
  },
  operations: {
    upsertEntry,
    publishEntry,
    unpublishEntry,
    upsertMenuItem,
    removeMenuItem,
    setAvailability,
    readEntry,
    tellDeletion,
  },
  webhooks: {
    events: defineWebhook({
      verify: verifySanitySignature,
      body: EventBody,
      headers: ["sanity-transaction-time"],
      translate,
    }),
  },
});
