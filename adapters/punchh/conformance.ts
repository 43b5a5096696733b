import { checkAdapter } from "@spindlebus/bus/testing";
import { exampleOrder, secrets, settings } from "./examples.ts";
import simulator from "./simulator.ts";
import punchh from "./src/index.ts";

/** What Punchh's adapter proves at its simulator. */
export default () =>
  checkAdapter(punchh, simulator, {
    settings: settings({ pendingPoints: true }),
    secrets,
    operations: {
      accruePoints: { message: exampleOrder() },
      voidCheckin: {
        message: {
          orderId: "ord-7001",
          occurredAt: "2026-01-15T19:00:00.000Z",
          refund: { refundId: "rt-1", amount: { amount: 1402, currency: "USD" } },
        },
        before: [{ operation: "accruePoints", message: exampleOrder() }],
      },
      redeem: {
        message: {
          member: { refs: [{ vendor: "punchh", type: "user", id: "111111111" }] },
          transaction: { transactionId: "rd-1", occurredAt: "2026-01-15T18:04:05.000Z" },
          rewardId: "6973",
        },
      },
      // Deactivated, then marked for deletion.
      eraseGuest: {
        message: {
          memberId: "mbr-1815",
          refs: [{ vendor: "punchh", type: "user", id: "111111111" }],
        },
        effects: 2,
      },
      enroll: {
        message: {
          memberId: "mbr-1815",
          profile: {
            email: "ada@example.com",
            phone: "+16175550101",
            givenName: "Ada",
            familyName: "Lovelace",
          },
        },
      },
    },
  });
