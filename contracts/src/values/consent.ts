import { z } from "zod";
import { Code, Text } from "./text.ts";
import { Instant } from "./time.ts";

/** A way of reaching a guest. */
export const MessageChannel = z.enum(["email", "push", "sms"]);

/** What a guest allows on one channel. */
export const Consent = z
  .strictObject({
    channel: MessageChannel.meta({ description: "The way of reaching the guest." }),
    state: z.enum(["opted_in", "subscribed", "unsubscribed"]).meta({
      description: "subscribed: neither opted in nor out.",
    }),
    at: Instant.optional().meta({ description: "When the guest said so." }),
    source: Text.optional().meta({
      description: "Where the guest said so: sign-up form, preference page, answer by SMS, complaint.",
    }),
  })
  .meta({ id: "Consent", description: "What a guest allows on one channel." });

/** What a guest allows on each channel. */
export const Consents = z.array(Consent).max(10).meta({
  id: "Consents",
  description: "One entry a channel; of a channel that is missing nothing is said.",
});

/** What a guest allows of one list on one channel. Apart from `Consent`, whose readers take it for the whole channel. */
export const TopicConsent = Consent.extend({
  topic: Code.optional().meta({
    description: "The list or subscription group it is about; absent: everything on the channel.",
  }),
}).meta({ id: "TopicConsent", description: "What a guest allows on one channel, or of one list there." });
