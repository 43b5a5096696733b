import { defineAdapter, defineWebhook } from "@spindlebus/bus/adapter";
import { accruePoints } from "./accrue-points.ts";
import { punchhAuth } from "./authorize.ts";
import { connectionCheck } from "./connection-check.ts";
import { enroll } from "./enroll.ts";
import { eraseGuest } from "./erase-guest.ts";
import { EventBody } from "./events.ts";
import { redeem } from "./redeem.ts";
import { PunchhSecrets, PunchhSettings } from "./settings.ts";
import { translate } from "./translate.ts";
import { answerHealthCheck, verifyPunchh } from "./verify.ts";
import { voidCheckin } from "./void-checkin.ts";

/** Punchh (PAR Engagement): check-ins for orders, rewards used, members made and forgotten; and what happens there. */
export default defineAdapter({
  name: "punchh",
  version: "0.1.0",
  domain: "loyalty",
  kit: "0.1.0",
  conformance: { level: "gold" },
  settings: PunchhSettings,
  secrets: PunchhSecrets,
  // Punchh publishes one limit, 500 forced redemptions a minute; a connection may set its own.
  limits: { concurrency: 5, perSecond: 8 },
  authorize: punchhAuth,
  check: connectionCheck,
  operations: { accruePoints, voidCheckin, redeem, enroll, eraseGuest },
  webhooks: {
    events: defineWebhook({ verify: verifyPunchh, challenge: answerHealthCheck, body: EventBody, translate }),
  },
});
