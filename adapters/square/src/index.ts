import { bearerAuth, defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { accrueOrder } from "./accrue-order.ts";
import { accruePoints } from "./accrue-points.ts";
import { adjustPoints } from "./adjust-points.ts";
import { cancelOrder } from "./cancel-order.ts";
import { enroll } from "./enroll.ts";
import { eraseGuest, searchNobody } from "./erase-guest.ts";
import { readOrder } from "./read-order.ts";
import { recordPayment } from "./record-payment.ts";
import { redeem } from "./redeem.ts";
import { refund } from "./refund.ts";
import { reverse } from "./reverse.ts";
import { submitOrder } from "./submit-order.ts";
import { SquareSecrets, SquareSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor-event.ts";
import { verifySquareSignature } from "./verify.ts";

/** Square: tells of orders, payments, loyalty and stock; takes orders and changes points. */
export default defineAdapter({
  name: "square",
  version: "0.1.0",
  domain: "commerce",
  kit: "0.1.0",
  // Where Square reports its incidents (issquareup.com/incidents).
  statusPage: "https://www.issquareup.com",
  conformance: { level: "gold" },
  settings: SquareSettings,
  secrets: SquareSecrets,
  // Square publishes no numbers, only that it limits; these are cautious (setting `limits` of the connection).
  limits: { concurrency: 8, perSecond: 10 },
  authorize: bearerAuth(({ secrets }) => secrets.accessToken),
  check: {
    summary: "Searches for a customer whom nobody has; needs the scope CUSTOMERS_READ.",
    request: searchNobody,
  },
  operations: {
    readOrder,
    submitOrder,
    cancelOrder,
    enroll,
    accruePoints,
    accrueOrder,
    adjustPoints,
    redeem,
    reverse,
    refund,
    recordPayment,
    eraseGuest,
  },
  webhooks: {
    events: defineWebhook({ verify: verifySquareSignature, body: EventBody, translate }),
  },
});
