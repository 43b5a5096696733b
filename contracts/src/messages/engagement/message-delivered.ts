import { messageStep } from "./message-step.ts";

/** A message arrived at the guest's mail server, phone or device. */
export const engagementMessageDelivered = messageStep({
  type: "engagement.message.delivered.v1",
  summary: "A message arrived at the guest's mail server, phone or device.",
  vendorStatus: "delivered",
});
