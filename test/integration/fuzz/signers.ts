import { refundFailed, refundUpdated } from "../../../adapters/stripe/fixtures/events.ts";
import { Stripe } from "stripe";
import { secretOf } from "./plan.ts";
import type { Json } from "./random-request.ts";

/** How a vendor signs its webhooks, and what it says in them. */
export type Signer = {
  /** What the path goes on with. */
  readonly query?: string;
  readonly sign: (body: string) => readonly string[];
  /** Bodies to begin with. */
  readonly bodies: readonly Json[];
};

/** By webhook path; each webhook that is configured needs one, so that fuzzing gets past the signature. */
export const signers: Readonly<Record<string, Signer>> = {
  "/v1/webhooks/braze/postbacks": {
    query: `?key=${secretOf("braze", "postbackSecret")}`,
    sign: () => [],
    bodies: ["sent", "bounced"].map((status) => ({
      dispatch_id: "dispatch-1",
      status,
      metadata: {
        external_send_id: "01a21c53-3de4-7688-83a0-3568a7fd0e45",
        campaign_api_id: "level-up",
        reason: "550 5.1.1 no such mailbox",
        [`${status}_at`]: "2026-01-15T12:30:00Z",
      },
    })),
  },
  "/v1/webhooks/stripe/events": {
    sign: (payload) => [
      `Stripe-Signature: ${Stripe.webhooks.generateTestHeaderString({ payload, secret: secretOf("stripe", "webhookSecret") })}`,
    ],
    // A vendor's JSON.
    bodies: [refundUpdated, refundFailed].map((event) => JSON.parse(JSON.stringify(event)) as Json),
  },
};
