import braze from "@spindlebus/adapter-braze";
import paytronix from "@spindlebus/adapter-paytronix";
import stripe from "@spindlebus/adapter-stripe";
import { defineConfig } from "@spindlebus/bus";
import { canonicalContracts } from "@spindlebus/contracts";

/**
 * The demo chain: orders earn points at Paytronix, Stripe's refunds take them back, refund commands go to Stripe, and
 * Braze learns of orders and guests, and tells a guest of a refund.
 * Copy it and put your own vendors, stores and limits in. Secrets are not written here: they come from the environment,
 * as PAYTRONIX_INTEGRATION_ID, PAYTRONIX_INTEGRATION_SECRET and so on ("spindle doctor" names those that are missing).
 */
export default defineConfig(({ simulator }) => ({
  contracts: canonicalContracts,
  connections: {
    paytronix: {
      adapter: paytronix,
      settings: {
        // The merchant number, the server (production or sandbox) and the release are what Paytronix gave you.
        baseUrl: simulator("paytronix") ?? "https://m1107.api.paytronix.example/rest/25.33",
        merchantId: 1107,
      },
      simulator: () => import("@spindlebus/adapter-paytronix/simulator"),
    },
    stripe: {
      adapter: stripe,
      settings: { baseUrl: simulator("stripe") ?? "https://api.stripe.com" },
      simulator: () => import("@spindlebus/adapter-stripe/simulator"),
    },
    braze: {
      adapter: braze,
      settings: {
        // The instance is on your dashboard's page of API keys, and the campaign's id on the campaign's.
        baseUrl: simulator("braze") ?? "https://rest.iad-01.braze.com",
        refundCampaignId: "refund-is-on-its-way",
      },
      simulator: () => import("@spindlebus/adapter-braze/simulator"),
    },
  },
}));
