import { checkAdapter } from "@spindlebus/bus/testing";
import { exampleProfile, exampleRefund, settings } from "./examples.ts";
import simulator from "./simulator.ts";
import braze from "./src/index.ts";

/** What Braze's adapter proves at its simulator. */
export default () =>
  checkAdapter(braze, simulator, {
    settings,
    secrets: { apiKey: "braze-key-conformance" },
    operations: {
      eraseGuest: {
        message: { memberId: "mbr-1815" },
        before: [{ operation: "updateProfile", message: exampleProfile({ memberId: "mbr-1815" }) }],
      },
      announceRefund: { message: exampleRefund(), before: [{ operation: "trackOrders" }] },
    },
  });
