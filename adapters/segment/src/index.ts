import { basicAuth, defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { SegmentSecrets, SegmentSettings } from "./settings.ts";
import { setConsent } from "./set-consent.ts";
import { trackEvents } from "./track-events.ts";
import { trackOrders } from "./track-orders.ts";
import { translate } from "./translate.ts";
import { upsertProfile } from "./upsert-profile.ts";
import { EventBody } from "./vendor.ts";
import { verifySegmentSignature } from "./verify.ts";

/** Segment: learns what guests do and are, and tells the bus what it hears, Paytronix's events among it. */
export default defineAdapter({
  name: "segment",
  version: "0.1.0",
  domain: "engagement",
  kit: "0.1.0",
  // Named by Segment's documentation, on how destinations retry.
  statusPage: "https://status.segment.com",
  conformance: { level: "gold" },
  settings: SegmentSettings,
  secrets: SegmentSecrets,
  // Segment asks for at most 1,000 events a second of a workspace: 20 requests of 15 events are 300.
  limits: { concurrency: 10, perSecond: 20 },
  authorize: basicAuth(({ secrets }) => [secrets.writeKey, ""]),
  noCheck:
    "Segment's Tracking API has nothing to read, and answers 200 also where it drops what it was sent: look in the source's debugger whether events arrive.",
  operations: { trackEvents, trackOrders, upsertProfile, setConsent },
  webhooks: {
    events: defineWebhook({ verify: verifySegmentSignature, body: EventBody, translate }),
  },
});
