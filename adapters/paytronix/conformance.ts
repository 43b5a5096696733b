import { checkAdapter } from "@spindlebus/bus/testing";
import { exampleFailure, exampleOrder, exampleRefund, exampleReversal } from "./examples.ts";
import simulator from "./simulator.ts";
import paytronix from "./src/index.ts";

const at = "2026-01-15T18:00:00.000Z";
const member = {
  memberId: "mbr-1906",
  refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
};

const refunded = [
  { operation: "accruePoints", message: exampleOrder() },
  { operation: "reverseOrAdjust", message: exampleRefund() },
];

/** What Paytronix's adapter proves at its simulator. */
export default () =>
  checkAdapter(paytronix, simulator, {
    secrets: { integrationId: "integration-conformance", integrationSecret: "secret-conformance" },
    settings: { cardTemplateCode: 123, readTiers: true, enrollUsers: true },
    operations: {
      enroll: { message: { memberId: "mbr-1906", profile: { email: "grace@example.com" }, requestedAt: at } },
      enrollUser: {
        message: { user: { userId: "auth0|1906", emails: [{ value: "grace@example.com" }] }, occurredAt: at },
      },
      readFirstTier: { message: { member, occurredAt: at }, effects: 0 },
      readTier: { effects: 0 },
      setConsent: {
        message: {
          consentId: "mbr-1906/email",
          profile: { externalId: "mbr-1906" },
          consent: { channel: "email", state: "unsubscribed" },
          occurredAt: at,
        },
        before: [{ operation: "enroll" }],
      },
      accruePoints: { message: exampleOrder() },
      eraseGuest: {
        message: { memberId: "mbr-1815" },
        before: [{ operation: "accruePoints", message: exampleOrder() }],
      },
      reverseOrAdjust: {
        message: exampleRefund(),
        before: [{ operation: "accruePoints", message: exampleOrder() }],
      },
      giveBackFailed: { message: exampleFailure(), before: refunded },
      giveBackReversed: { message: exampleReversal(), before: refunded },
    },
  });
