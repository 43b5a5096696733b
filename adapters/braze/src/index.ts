import { bearerAuth, defineAdapter } from "@spindlebus/bus/adapter";
import { announceRefund } from "./announce-refund.ts";
import { eraseGuest } from "./erase-guest.ts";
import { BrazeSecrets, BrazeSettings } from "./settings.ts";
import { trackOrders } from "./track-orders.ts";
import { updateProfile } from "./update-profile.ts";

/** Braze: learns of orders and of guests, tells a guest that a refund is on its way, and forgets guests. */
export default defineAdapter({
  name: "braze",
  version: "0.1.0",
  domain: "engagement",
  conformance: { level: "gold" },
  settings: BrazeSettings,
  secrets: BrazeSecrets,
  // /users/track takes 1,000 requests a second, the messaging endpoints 250,000 an hour (braze.com/docs/api/api_limits).
  limits: { concurrency: 10, perSecond: 60 },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  operations: { trackOrders, updateProfile, announceRefund, eraseGuest },
});
