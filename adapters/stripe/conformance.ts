import { checkAdapter } from "@spindlebus/bus/testing";
import simulator from "./simulator.ts";
import stripe from "./src/index.ts";

/** What Stripe's adapter proves at its simulator. */
export default () =>
  checkAdapter(stripe, simulator, {
    secrets: { apiKey: "sk_test_conformance", webhookSecret: "whsec_conformance" },
    // A customer whom somebody else has made.
    seed: async ({ url, secrets }) => {
      const answer = await fetch(`${url}/v1/customers`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${secrets["apiKey"]}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ "metadata[member_id]": "mbr-1815" }).toString(),
      });
      return ((await answer.json()) as { readonly id: string }).id;
    },
    operations: {
      eraseGuest: {
        message: (id: unknown) => ({
          memberId: "mbr-1815",
          refs: [{ vendor: "stripe", type: "customer", id }],
        }),
      },
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
