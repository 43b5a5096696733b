import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Consents } from "../../values/consent.ts";
import { Tier } from "../../values/member.ts";
import { Party } from "../../values/party.ts";
import { personFields } from "../../values/person.ts";
import { Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

const { refs, email, phone, givenName, familyName, locale } = Party.shape;
const { birthDate, favoriteStoreId } = personFields;

/** What the chain knows of a guest, as a whole. */
const Profile = z.strictObject({
  memberId: locked(Id).meta({
    description: "The chain's own id of the person; orders name it as customer.memberId.",
  }),
  version: locked(z.int().min(0)).meta({
    description:
      "Grows with every change of this profile: a counter, or its time in milliseconds since 1970.",
  }),
  refs,
  email,
  phone,
  givenName,
  familyName,
  locale,
  birthDate,
  favoriteStoreId,
  tier: Tier.optional().meta({ description: "The level that the guest has in the loyalty programme." }),
  consents: Consents.optional().meta({
    description: "One entry a channel; of a channel that is missing nothing is said.",
  }),
  changedAt: Instant.optional().meta({
    description: "When the profile changed, for people; states are told apart by version.",
  }),
  ext: Ext.optional(),
});

/** What the chain knows of a guest has changed. */
export const customerProfileChanged = defineEvent({
  type: "customer.profile.changed.v1",
  summary:
    "A guest's profile changed; the message says all of it, and what is missing is not known any more.",
  data: Profile,
  entityKey: "memberId",
  entityVersion: "version",
  semantics: "state",
  subject: "memberId",
  owner: "engagement",
  indexed: ["memberId"],
  examples: [
    {
      memberId: "mbr-1815",
      version: 12,
      refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
      email: "ada@example.com",
      phone: "+16175550101",
      givenName: "Ada",
      familyName: "Lovelace",
      locale: "en-US",
      birthDate: "1990-12-10",
      favoriteStoreId: "0042",
      tier: { code: "2", name: "Gold" },
      consents: [
        { channel: "email", state: "opted_in", at: "2026-01-10T09:00:00.000Z" },
        { channel: "push", state: "subscribed" },
        { channel: "sms", state: "unsubscribed" },
      ],
      changedAt: "2026-01-15T18:00:00.000Z",
    },
    { memberId: "mbr-1906", version: 1 },
  ],
});
