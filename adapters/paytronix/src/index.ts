import { basicAuth, defineAdapter } from "@spindlebus/bus/adapter";
import { accruePoints } from "./accrue-points.ts";
import { reverseOrAdjust } from "./reverse-or-adjust.ts";
import { PaytronixSecrets, PaytronixSettings } from "./settings.ts";

export { PaytronixSecrets, PaytronixSettings } from "./settings.ts";

/** Paytronix: points for completed orders, and their way back with refunds. */
export default defineAdapter({
  name: "paytronix",
  version: "0.1.0",
  domain: "loyalty",
  settings: PaytronixSettings,
  secrets: PaytronixSecrets,
  // Paytronix publishes no limits and asks only not to be overloaded; a connection may set its own.
  limits: { concurrency: 10, perSecond: 100 },
  authorize: basicAuth(({ secrets }) => [secrets.integrationId, secrets.integrationSecret]),
  operations: { accruePoints, reverseOrAdjust },
});
