import { bearerAuth, defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { eraseGuest, searchNobody } from "./erase-guest.ts";
import { refund } from "./refund.ts";
import { StripeSecrets, StripeSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";
import { verifyStripeSignature } from "./verify.ts";

/** Stripe: tells the bus of payments, refunds and disputes, makes refunds, and deletes customers. */
export default defineAdapter({
  name: "stripe",
  version: "0.1.0",
  domain: "payments",
  kit: "0.1.0",
  // Named by stripe/stripe-cli, "Status command".
  statusPage: "https://status.stripe.com",
  conformance: { level: "gold" },
  settings: StripeSettings,
  secrets: StripeSecrets,
  // Stripe allows 25 requests a second for one endpoint (docs.stripe.com/rate-limits).
  limits: { concurrency: 10, perSecond: 20 },
  runbooks: {
    balance_insufficient: "https://docs.stripe.com/error-codes#balance-insufficient",
    charge_already_refunded: "https://docs.stripe.com/error-codes#charge-already-refunded",
    charge_disputed: "https://docs.stripe.com/error-codes#charge-disputed",
    do_not_honor: "https://docs.stripe.com/declines/codes",
    resource_missing: "https://docs.stripe.com/error-codes#resource-missing",
  },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  check: {
    summary: "Searches for a customer whom nobody has.",
    request: ({ settings }) => searchNobody(settings),
  },
  operations: { refund, eraseGuest },
  webhooks: {
    events: defineWebhook({ verify: verifyStripeSignature, body: EventBody, translate }),
  },
});
