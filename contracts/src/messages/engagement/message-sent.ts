import { messageStep } from "./message-step.ts";

/** A vendor took a message and sent it on its way. */
export const engagementMessageSent = messageStep({
  type: "engagement.message.sent.v1",
  summary: "A message was sent on its way; that it arrived is not said.",
  vendorStatus: "processed",
});
