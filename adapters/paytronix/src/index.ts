import { basicAuth, defineAdapter } from "@spindlebus/bus/adapter";
import { accruePoints } from "./accrue-points.ts";
import { connectionCheck } from "./connection-check.ts";
import { enroll } from "./enroll.ts";
import { enrollUser } from "./enroll-user.ts";
import { eraseGuest } from "./erase-guest.ts";
import { giveBackFailed, giveBackReversed } from "./give-back.ts";
import { readFirstTier, readTier } from "./read-tier.ts";
import { reverseOrAdjust } from "./reverse-or-adjust.ts";
import { setConsent } from "./set-consent.ts";
import { PaytronixSecrets, PaytronixSettings } from "./settings.ts";

export { PaytronixSecrets, PaytronixSettings } from "./settings.ts";

/** Paytronix: members, points for completed orders, their way back with refunds that last, levels and consents; and guests who are to be forgotten. */
export default defineAdapter({
  name: "paytronix",
  version: "0.1.0",
  domain: "loyalty",
  kit: "0.1.0",
  conformance: { level: "gold" },
  settings: PaytronixSettings,
  secrets: PaytronixSecrets,
  // Paytronix publishes no limits and asks only not to be overloaded; a connection may set its own.
  limits: { concurrency: 10, perSecond: 100 },
  authorize: basicAuth(({ secrets }) => [secrets.integrationId, secrets.integrationSecret]),
  check: connectionCheck,
  operations: {
    accruePoints,
    reverseOrAdjust,
    giveBackFailed,
    giveBackReversed,
    enroll,
    enrollUser,
    readFirstTier,
    readTier,
    setConsent,
    eraseGuest,
  },
});
