import { refundFailed, refundUpdated } from "../../../adapters/stripe/fixtures/events.ts";
import { Stripe } from "stripe";
import { secretOf } from "./plan.ts";
import type { Json } from "./random-request.ts";

/** How a vendor signs its webhooks, and what it says in them. */
export type Signer = {
  readonly sign: (body: string) => readonly string[];
  /** Bodies to begin with. */
  readonly bodies: readonly Json[];
};

/** By webhook path; each webhook that is configured needs one, so that fuzzing gets past the signature. */
export const signers: Readonly<Record<string, Signer>> = {
  "/v1/webhooks/stripe/events": {
    sign: (payload) => [
      `Stripe-Signature: ${Stripe.webhooks.generateTestHeaderString({ payload, secret: secretOf("stripe", "webhookSecret") })}`,
    ],
    // A vendor's JSON.
    bodies: [refundUpdated, refundFailed].map((event) => JSON.parse(JSON.stringify(event)) as Json),
  },
};
