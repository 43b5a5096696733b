import { checkAdapter } from "@spindlebus/bus/testing";
import simulator from "./simulator.ts";
import stripe from "./src/index.ts";

/** What Stripe's adapter proves at its simulator. */
export default () =>
  checkAdapter(stripe, simulator, {
    secrets: { apiKey: "sk_test_conformance", webhookSecret: "whsec_conformance" },
    operations: {
      refund: {
        message: {
          refundId: "rf-1",
          paymentId: "pi_1",
          amount: { amount: 500, currency: "USD" },
          orderRef: "ord-1",
        },
      },
    },
  });
