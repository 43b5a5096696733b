import { undeliveredStep } from "./undelivered-step.ts";

/** The guest's mail server or carrier refused a message for good. */
export const engagementMessageBounced = undeliveredStep({
  type: "engagement.message.bounced.v1",
  summary: "A message was refused by the guest's mail server or carrier; it is not tried again.",
  vendorStatus: "bounce",
  failure: {
    reason: "550 5.1.1 no such user",
    kind: "hard",
    code: "5.1.1",
    attempt: 1,
    mailServer: "mx.example.com",
  },
});
