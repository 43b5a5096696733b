import { messageStep } from "./message-step.ts";

/** A guest called a message spam. */
export const engagementMessageComplained = messageStep({
  type: "engagement.message.complained.v1",
  summary: "A guest marked a message as spam.",
  vendorStatus: "spamreport",
});
