import { z } from "zod";
import { Code } from "../../values/text.ts";
import { exampleMessage, exampleThinMessage, messageContract, occurredAt } from "./message.ts";
import { exampleReaction, reactionEvent } from "./message-reaction.ts";

/** A guest wants no more such messages, and said so by one of them. What is allowed now `engagement.consent.changed` says. */
export const engagementMessageUnsubscribed = messageContract({
  type: "engagement.message.unsubscribed.v1",
  summary: "A guest unsubscribed by a message, from a list or from everything on the channel.",
  data: z.strictObject({
    ...reactionEvent,
    topic: Code.optional().meta({
      description: "The list or subscription group; absent: everything on the channel.",
    }),
  }),
  examples: [
    {
      ...exampleMessage,
      ...exampleReaction,
      vendorStatus: "group_unsubscribe",
      topic: "offers",
      occurredAt,
    },
    { ...exampleThinMessage, occurredAt },
  ],
});
