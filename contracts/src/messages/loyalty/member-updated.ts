import { z } from "zod";
import { exampleMember, memberState, memberEvent } from "./member.ts";

/** What a vendor keeps of a member has changed. */
export const loyaltyMemberUpdated = memberState({
  type: "loyalty.member.updated.v1",
  summary:
    "A membership changed, or can be used again; the message says all that the vendor keeps of it, or is marked as partial.",
  data: z.strictObject(memberEvent),
  examples: [
    {
      member: { ...exampleMember, status: "active", vendorStatus: "active" },
      profile: {
        email: "ada@example.com",
        phone: "+16175550101",
        givenName: "Ada",
        familyName: "King",
        birthDate: "1990-12-10",
        guestType: "loyalty",
        consents: [
          { channel: "email", state: "subscribed" },
          { channel: "sms", state: "opted_in" },
        ],
      },
      balances: [
        { value: { kind: "points", code: "loyalty_points", quantity: "120" }, spendable: true },
        { value: { kind: "points", code: "pending_points", quantity: "20" }, spendable: false },
        {
          value: { kind: "currency", code: "banked_currency", quantity: "5.00", currency: "USD" },
          spendable: true,
        },
        { value: { kind: "visits", code: "total_visits", quantity: "7" }, spendable: false },
      ],
      channel: "mobile_app",
      reason: "profile edited",
      occurredAt: "2026-01-15T17:01:00.000Z",
      ext: { punchh: { account_balance: { net_balance: "5.00" } } },
    },
    { member: { memberId: "mbr-1906" }, partial: true, occurredAt: "2026-01-15T18:04:05.000Z" },
  ],
});
