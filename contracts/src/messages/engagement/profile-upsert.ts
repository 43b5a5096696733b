import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Consents } from "../../values/consent.ts";
import { Ext } from "../../values/ext.ts";
import { Instant } from "../../values/time.ts";
import { EngagementProfile } from "./profile.ts";

/** Let an engagement vendor know a guest as the chain does. */
export const engagementProfileUpsert = defineCommand({
  type: "engagement.profile.upsert.v1",
  summary:
    "Make or replace what an engagement vendor keeps of a guest; the command says all that the chain keeps there.",
  data: z.strictObject({
    profile: EngagementProfile.meta({ description: "All that the chain keeps of the guest at the vendor." }),
    consents: Consents.optional().meta({
      description:
        "What the vendor may send, one entry a channel; of a channel that is missing nothing is said.",
    }),
    updatedAt: locked(Instant).meta({
      description: "When the chain last changed the profile; a newer state is told from an older one by it.",
    }),
    ext: Ext.optional(),
  }),
  entityKey: "profile.externalId",
  entityVersion: "updatedAt",
  semantics: "state",
  subject: "profile.externalId",
  owner: "engagement",
  indexed: ["profile.externalId"],
  examples: [
    {
      profile: {
        externalId: "mbr-1815",
        refs: [{ vendor: "braze", type: "braze_id", id: "5fbd99bac125ca40511f2cb1" }],
        anonymousId: "anon-1",
        email: "ada@example.com",
        phone: "+16175550101",
        givenName: "Ada",
        familyName: "Lovelace",
        nickname: "Countess",
        birthDate: "1990-12-10",
        gender: "female",
        locale: "en-US",
        address: { locality: "Boston", region: "MA", country: "US" },
        favoriteStoreId: "0042",
        timezone: "America/New_York",
        traits: { tier: "Gold", points: 120, allergens: ["nuts"], nickname_at_work: null },
      },
      consents: [{ channel: "email", state: "opted_in", at: "2026-01-10T09:00:00.000Z" }],
      updatedAt: "2026-01-15T18:00:00.000Z",
      ext: { braze: { _update_existing_only: false } },
    },
    { profile: { externalId: "mbr-1906" }, updatedAt: "2026-01-15T18:00:00.000Z" },
  ],
});
