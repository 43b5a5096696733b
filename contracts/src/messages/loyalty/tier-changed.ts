import { z } from "zod";
import { Ext } from "../../values/ext.ts";
import { KnownMember, Tier } from "../../values/member.ts";
import { Text } from "../../values/text.ts";
import { BusinessDate, Instant } from "../../values/time.ts";
import { exampleMember, memberState } from "./member.ts";

/** A member rose to a level of the programme, or fell from one. */
export const loyaltyTierChanged = memberState({
  type: "loyalty.tier.changed.v1",
  summary: "A member reached another level of the programme, or lost one.",
  data: z
    .strictObject({
      member: KnownMember.meta({ description: "Who rose or fell; its own tier, if said, is the new one." }),
      tier: Tier.nullable().meta({ description: "The level from now on; null: none any more." }),
      previousTier: Tier.nullable()
        .optional()
        .meta({ description: "The level before; null: there was none." }),
      validUntil: BusinessDate.optional().meta({
        description: "The last day of the level, if the member does not earn it again.",
      }),
      reason: Text.optional().meta({ description: "What the vendor says was reached or missed." }),
      occurredAt: Instant.meta({
        description: "When the level began; a newer state is told from an older one by it.",
      }),
      ext: Ext.optional(),
    })
    .refine(({ member, tier }) => member.tier === undefined || member.tier.code === tier?.code, {
      error: "the member's tier is the tier from now on",
      path: ["member", "tier"],
    }),
  examples: [
    {
      member: { ...exampleMember, status: "active" },
      tier: { code: "2", name: "Gold" },
      previousTier: { code: "1", name: "Silver" },
      validUntil: "2026-12-31",
      reason: "500 points in a year",
      occurredAt: "2026-01-15T18:04:06.000Z",
      ext: { paytronix: { cardTemplateName: "Loyalty" } },
    },
    { member: { memberId: "mbr-1906" }, tier: null, occurredAt: "2026-01-15T18:04:06.000Z" },
  ],
});
