import { bearerAuth, defineAdapter, defineWebhook, postQuery } from "@spindlebus/bus/adapter";
import { announceRefund } from "./announce-refund.ts";
import { announceTier } from "./announce-tier.ts";
import { endConsent } from "./end-consent.ts";
import { eraseGuest } from "./erase-guest.ts";
import { Postback, translatePostback } from "./postback.ts";
import { profileUser } from "./profile-user.ts";
import { setConsent } from "./set-consent.ts";
import { BrazeSecrets, BrazeSettings } from "./settings.ts";
import { trackOrders } from "./track-orders.ts";
import { updateProfile } from "./update-profile.ts";
import { paths } from "./vendor.ts";
import { verifyPostback } from "./verify.ts";

/** Braze: learns of orders and of guests, tells them of refunds and new levels, keeps what they allow, and forgets guests. */
export default defineAdapter({
  name: "braze",
  version: "0.1.0",
  domain: "engagement",
  kit: "0.1.0",
  // Where Braze reports its incidents (status.braze.com/incidents).
  statusPage: "https://status.braze.com",
  conformance: { level: "gold" },
  settings: BrazeSettings,
  secrets: BrazeSecrets,
  // /users/track takes 1,000 requests a second, the messaging endpoints 250,000 an hour (braze.com/docs/api/api_limits).
  limits: { concurrency: 10, perSecond: 60 },
  authorize: bearerAuth(({ secrets }) => secrets.apiKey),
  check: {
    summary: "Asks for the profile of a user whom nobody has; needs the permission users.export.ids.",
    request: () =>
      postQuery(paths.exportUsers, {
        external_ids: ["spindle-connection-test"],
        fields_to_export: ["external_id"],
      }),
  },
  operations: {
    trackOrders,
    updateProfile,
    profileUser,
    announceRefund,
    announceTier,
    setConsent,
    endConsent,
    eraseGuest,
  },
  webhooks: {
    postbacks: defineWebhook({ verify: verifyPostback, body: Postback, translate: translatePostback }),
  },
});
