import { bearerAuth, defineAdapter, defineWebhook, get } from "@spindlebus/bus/adapter";
import { recordOrder } from "./record-order.ts";
import { AcmeSecrets, AcmeSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";
import { verifyAcmeSignature } from "./verify.ts";

/** Acme: is told of orders, and tells when one was accepted. */
export default defineAdapter({
  name: "acme",
  version: "0.1.0",
  domain: "commerce",
  kit: "0.1.0",
  conformance: { level: "gold" },
  settings: AcmeSettings,
  secrets: AcmeSecrets,
  limits: { concurrency: 5, perSecond: 10 },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  // Shows whether the credentials are good: something that is read, and changes nothing.
  check: { summary: "Reads whose the API key is.", request: () => get("/v1/account") },
  operations: { recordOrder },
  webhooks: {
    events: defineWebhook({ verify: verifyAcmeSignature, body: EventBody, translate }),
  },
});
