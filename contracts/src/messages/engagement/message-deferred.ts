import { undeliveredStep } from "./undelivered-step.ts";

/** The guest's mail server did not take a message yet; the vendor tries again by itself. */
export const engagementMessageDeferred = undeliveredStep({
  type: "engagement.message.deferred.v1",
  summary: "A message was not taken yet; the vendor tries again by itself.",
  vendorStatus: "deferred",
  failure: {
    reason: "421 4.7.0 try again later",
    kind: "soft",
    code: "4.7.0",
    attempt: 2,
    mailServer: "mx.example.com",
  },
});
