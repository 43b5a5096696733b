import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { locked, personal } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { Party } from "../../values/party.ts";
import { Store } from "../../values/store.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

/** A member brought somebody to the programme. */
export const loyaltyReferralCreated = defineEvent({
  type: "loyalty.referral.created.v1",
  summary: "A member brought somebody to the programme, who may not have joined yet.",
  data: z.strictObject({
    referralId: locked(Id).meta({
      description: "The vendor's id of the referral; where it has none, the id of its event that told of it.",
    }),
    referrer: Member.meta({ description: "Who brought somebody." }),
    referred: Party.optional().meta({ description: "Who was brought, as far as the vendor tells." }),
    referralCode: personal(Code)
      .optional()
      .meta({ description: "The referrer's code, by which the vendor saw it." }),
    channel: Code.optional().meta({ description: "By which way the invitation went, in the vendor's word." }),
    store: Store.optional().meta({ description: "The store of the referrer, or at which it happened." }),
    occurredAt: Instant.meta({
      description: "When the vendor saw it: the invitation, or the friend's joining.",
    }),
    ext: Ext.optional(),
  }),
  entityKey: "referralId",
  semantics: "delta",
  subject: "referrer.memberId",
  owner: "loyalty",
  indexed: ["referralId", "referrer.memberId"],
  examples: [
    {
      referralId: "px-evt-2",
      referrer: {
        memberId: "mbr-1815",
        refs: [
          { vendor: "paytronix", type: "account", id: "15173695" },
          { vendor: "paytronix", type: "card", id: "6000201000200841" },
        ],
      },
      referred: {
        memberId: "mbr-1906",
        email: "grace@example.com",
        givenName: "Grace",
        familyName: "Hopper",
      },
      referralCode: "ADA-1815",
      channel: "email",
      store: { storeId: "0042", name: "Main St" },
      occurredAt: "2026-01-15T18:04:06.000Z",
      ext: { paytronix: { email_opt_in: true } },
    },
    {
      referralId: "px-evt-3",
      referrer: { refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }] },
      occurredAt: "2026-01-15T18:04:06.000Z",
    },
  ],
});
