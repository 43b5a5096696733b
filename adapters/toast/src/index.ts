import { defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { cancelOrder } from "./cancel-order.ts";
import { connectionCheck } from "./connection-check.ts";
import { EventBody } from "./events.ts";
import { toastLogin } from "./login.ts";
import { ToastSecrets, ToastSettings } from "./settings.ts";
import { submitOrder } from "./submit-order.ts";
import { translate } from "./translate.ts";
import { updateStock } from "./update-stock.ts";
import { verifyToastSignature } from "./verify.ts";

/** Toast: tells the bus of orders and of stock, has orders made and voided, and is told of stock. */
export default defineAdapter({
  name: "toast",
  version: "0.1.0",
  domain: "commerce",
  kit: "0.1.0",
  // Named by Toast's administrator guide, on offline mode.
  statusPage: "https://status.toasttab.com",
  conformance: {
    level: "gold",
  },
  settings: ToastSettings,
  secrets: ToastSecrets,
  // For each restaurant 20 requests a second and 10,000 in 15 minutes, which is 11 a second over time
  // (doc.toasttab.com/doc/devguide/apiRateLimiting.html); an account of many restaurants may have limits of its own.
  limits: { concurrency: 20, perSecond: 100, perKey: { concurrency: 4, perSecond: 11 } },
  authorize: toastLogin,
  check: connectionCheck,
  operations: { submitOrder, cancelOrder, updateStock },
  webhooks: {
    events: defineWebhook({ verify: verifyToastSignature, body: EventBody, translate }),
  },
});
