import { z } from "zod";
import { exampleMember, memberState, memberEvent } from "./member.ts";

/** Somebody joined a loyalty programme. */
export const loyaltyMemberEnrolled = memberState({
  type: "loyalty.member.enrolled.v1",
  summary: "Somebody joined a loyalty programme.",
  data: z.strictObject(memberEvent),
  examples: [
    {
      member: { ...exampleMember, status: "active", vendorStatus: "ACTIVE" },
      profile: {
        email: "ada@example.com",
        phone: "+16175550101",
        givenName: "Ada",
        familyName: "Lovelace",
        nickname: "Countess",
        birthDate: "1990-12-10",
        gender: "female",
        locale: "en-US",
        address: {
          streetAddress: "1 Main St",
          locality: "Boston",
          region: "MA",
          postalCode: "02108",
          country: "US",
        },
        favoriteStoreId: "0042",
        guestType: "loyalty",
        consents: [
          { channel: "email", state: "opted_in", at: "2025-08-01T12:00:00.000Z", source: "sign-up form" },
          { channel: "sms", state: "unsubscribed" },
        ],
      },
      balances: [{ value: { kind: "points", code: "1", label: "Points", quantity: "0" }, spendable: true }],
      channel: "web",
      store: { storeId: "0042", name: "Main St" },
      occurredAt: "2025-08-01T12:00:00.000Z",
      ext: { paytronix: { event: "Loyalty Registration", store_state: "MA" } },
    },
    { member: { memberId: "mbr-1906" }, occurredAt: "2026-01-15T18:04:05.000Z" },
  ],
});
