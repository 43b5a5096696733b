import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked, personal } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Store } from "../../values/store.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { MemberProfile } from "./member-profile.ts";

const Enrollment = z
  .strictObject({
    memberId: locked(Id).meta({
      description:
        "The chain's own id of the member; asking twice with one id enrolls once. Never a card or phone number.",
    }),
    programCode: Code.optional().meta({
      description: "The programme to join, where the vendor runs several: a card template, a programme id.",
    }),
    cardNumber: personal(Id).optional().meta({
      description: "A card that the guest has in hand; absent: the vendor makes a number.",
    }),
    profile: MemberProfile.optional().meta({ description: "What the guest gave when joining." }),
    referralCode: personal(Code)
      .optional()
      .meta({ description: "The code of the member who brought this one." }),
    channel: Code.optional().meta({ description: "By which way the guest joined, e.g. web, app, pos." }),
    store: Store.optional().meta({ description: "The store at which the guest joined." }),
    requestedAt: Instant.optional().meta({ description: "When the guest asked for it." }),
    ext: Ext.optional(),
  })
  .refine(
    ({ profile, cardNumber }) =>
      [profile?.email, profile?.phone, cardNumber].some((known) => known !== undefined),
    { error: "an enrollment needs an email, a phone or a card: vendors know a member by nothing else" },
  );

/** Make somebody a member of a loyalty programme. No password travels: a vendor that wants one gets one that nobody knows. */
export const loyaltyEnroll = defineCommand({
  type: "loyalty.enroll.v1",
  summary: "Make somebody a member of a loyalty programme.",
  data: Enrollment,
  entityKey: "memberId",
  semantics: "delta",
  subject: "memberId",
  owner: "loyalty",
  indexed: ["memberId"],
  examples: [
    {
      memberId: "mbr-1815",
      programCode: "123",
      cardNumber: "6000201000200841",
      profile: {
        email: "ada@example.com",
        phone: "+16175550101",
        givenName: "Ada",
        familyName: "Lovelace",
        birthDate: "1990-12-10",
        favoriteStoreId: "0042",
        consents: [
          { channel: "email", state: "opted_in" },
          { channel: "sms", state: "unsubscribed" },
        ],
      },
      referralCode: "GRACE-1906",
      channel: "web",
      store: { storeId: "0042" },
      requestedAt: "2025-08-01T12:00:00.000Z",
      ext: { paytronix: { enforceUniqueFields: ["email", "mobilePhone"], custom1: "team 7" } },
    },
    { memberId: "mbr-1906", profile: { phone: "+16175550102" } },
  ],
});
