import { z } from "zod";
import { exampleMessage, exampleThinMessage, messageContract, occurredAt } from "./message.ts";
import { exampleReaction, reactionEvent } from "./message-reaction.ts";

/** A guest opened a message, or a machine did. */
export const engagementMessageOpened = messageContract({
  type: "engagement.message.opened.v1",
  summary: "A message was opened, by the guest or by a machine that looks at mail first; each time is told.",
  data: z.strictObject(reactionEvent),
  examples: [
    { ...exampleMessage, ...exampleReaction, vendorStatus: "open", occurredAt },
    { ...exampleThinMessage, occurredAt },
  ],
});
