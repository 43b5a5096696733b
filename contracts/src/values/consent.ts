import { z } from "zod";
import { Instant } from "./time.ts";

/** What a guest allows on one channel. */
export const Consent = z
  .strictObject({
    channel: z.enum(["email", "push", "sms"]).meta({ description: "The way of reaching the guest." }),
    state: z.enum(["opted_in", "subscribed", "unsubscribed"]).meta({
      description: "subscribed: neither opted in nor out.",
    }),
    at: Instant.optional().meta({ description: "When the guest said so." }),
  })
  .meta({ id: "Consent", description: "What a guest allows on one channel." });
