import { answerText, defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { cancel } from "./cancel.ts";
import { capture } from "./capture.ts";
import { connectionCheck } from "./connection-check.ts";
import { refund } from "./refund.ts";
import { AdyenSecrets, AdyenSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { NotificationBody } from "./vendor.ts";
import { verifyNotification } from "./verify.ts";

/** Adyen: tells the bus of payments, refunds and disputes, and captures, refunds and cancels payments. */
export default defineAdapter({
  name: "adyen",
  version: "0.1.0",
  domain: "payments",
  kit: "0.1.0",
  // Named by docs.adyen.com/errors/service-unavailable.
  statusPage: "https://www.adyen.com/status",
  conformance: { level: "gold" },
  settings: AdyenSettings,
  secrets: AdyenSecrets,
  // Adyen publishes no limit for these endpoints; a modest pace that a person may change.
  limits: { concurrency: 10, perSecond: 20 },
  authorize: (_request, { secrets }) => ({ "x-api-key": secrets.apiKey }),
  check: connectionCheck,
  operations: { refund, capture, cancel },
  webhooks: {
    notifications: defineWebhook({
      verify: verifyNotification,
      body: NotificationBody,
      translate,
      // Any 2xx would do today; webhooks that were set up long ago want to read this.
      answer: answerText("[accepted]"),
    }),
  },
});
