import { z } from "zod";
import { locked } from "../../field-class.ts";
import { TopicConsent } from "../../values/consent.ts";
import { Ext } from "../../values/ext.ts";
import { Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { ProfileKey } from "./profile.ts";

type Keyed = {
  readonly consentId: string;
  readonly profile: { readonly externalId: string };
  readonly consent: { readonly channel: string; readonly topic?: string | undefined };
};

function keyFits({ consentId, profile: { externalId }, consent: { channel, topic } }: Keyed): boolean {
  // An id that is empty is refused where it stands.
  if (consentId === "" || externalId === "") return true;
  return consentId === [externalId, channel, ...(topic === undefined ? [] : [topic])].join("/");
}

/** What a message about one consent says. */
const ConsentData = z
  .strictObject({
    consentId: locked(Id).meta({
      description:
        "externalId, channel and topic, parted by slashes: so only a newer word on the same thing replaces an older one.",
    }),
    profile: ProfileKey.meta({ description: "Whose consent it is." }),
    consent: TopicConsent.meta({ description: "What is allowed from then on, and where." }),
    occurredAt: Instant.meta({
      description:
        "When the guest decided, else when the vendor noted it; a newer state is told from an older one by it.",
    }),
    ext: Ext.optional(),
  })
  .refine(keyFits, {
    error: "must be profile.externalId, consent.channel and consent.topic, parted by slashes",
    path: ["consentId"],
  });

/** What contracts about a consent say of themselves. */
export const aboutConsent = {
  data: ConsentData,
  entityKey: "consentId",
  entityVersion: "occurredAt",
  semantics: "state" as const,
  subject: "profile.externalId",
  owner: "engagement",
  indexed: ["consentId", "profile.externalId"],
};

/** One list that Ada is on, and a whole channel of Grace's. */
export const consentExamples: readonly z.infer<typeof ConsentData>[] = [
  {
    consentId: "mbr-1815/email/offers",
    profile: {
      externalId: "mbr-1815",
      refs: [{ vendor: "braze", type: "braze_id", id: "5fbd99bac125ca40511f2cb1" }],
      anonymousId: "anon-1",
      email: "ada@example.com",
      phone: "+16175550101",
    },
    consent: {
      channel: "email",
      topic: "offers",
      state: "opted_in",
      at: "2026-01-15T18:00:00.000Z",
      source: "preference page",
    },
    occurredAt: "2026-01-15T18:00:00.000Z",
    ext: { braze: { subscription_group_id: "pto81fff-734f-80e5-b7b2-b880562888ww" } },
  },
  {
    consentId: "mbr-1906/sms",
    profile: { externalId: "mbr-1906" },
    consent: { channel: "sms", state: "unsubscribed" },
    occurredAt: "2026-01-15T18:00:00.000Z",
  },
];
