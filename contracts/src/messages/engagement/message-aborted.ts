import { undeliveredStep } from "./undelivered-step.ts";

/** A vendor did not send a message that it was told to send. */
export const engagementMessageAborted = undeliveredStep({
  type: "engagement.message.aborted.v1",
  summary: "A message was never sent: a suppression, an empty template, a wish of the guest.",
  vendorStatus: "dropped",
  failure: {
    reason: "Bounced Address",
    kind: "suppressed",
    code: "suppressed",
    attempt: 1,
    mailServer: "none",
  },
});
