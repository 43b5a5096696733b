import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Text } from "../../values/text.ts";
import { exampleMessage, exampleThinMessage, messageContract, occurredAt } from "./message.ts";
import { exampleReaction, reactionEvent } from "./message-reaction.ts";

/** A guest followed a link of a message. */
export const engagementMessageClicked = messageContract({
  type: "engagement.message.clicked.v1",
  summary: "A link of a message was followed; each time is told.",
  data: z.strictObject({
    ...reactionEvent,
    url: personal(z.string().min(1).max(8_000)).meta({
      description: "Where the link led, as the vendor says it; it may say who followed it.",
    }),
    linkName: Text.optional().meta({
      description: "What the chain calls the link, or its place in the message.",
    }),
  }),
  examples: [
    {
      ...exampleMessage,
      ...exampleReaction,
      vendorStatus: "click",
      url: "https://example.com/order/ord-7001",
      linkName: "order",
      occurredAt,
    },
    { ...exampleThinMessage, url: "https://example.com/", occurredAt },
  ],
});
