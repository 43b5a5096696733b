import { z } from "zod";
import { otherwiseValid } from "../../otherwise-valid.ts";
import { Channel } from "../../values/channel.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

const storeIds = z.array(Id).min(1).max(5_000);

/** Where and when something of a menu holds. What is absent does not limit; what is there must all hold. */
export const MenuScope = z
  .strictObject({
    stores: storeIds.optional().meta({ description: "Only in these stores, by storeId." }),
    exceptStores: storeIds.optional().meta({ description: "In every store but these, by storeId." }),
    storeGroups: z.array(Code).min(1).max(500).optional().meta({
      description: "Only in stores of these groups, as the chain names them: price tiers, regions.",
    }),
    channels: z
      .array(Channel)
      .min(1)
      .max(8)
      .optional()
      .meta({ description: "Only where the guest orders in one of these ways." }),
    marketplaces: z
      .array(Code)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Of third_party only these, e.g. doordash, ubereats, GRUBHUB." }),
    dayparts: z
      .array(Id)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Only during these, by daypartId of the menu." }),
    validFrom: Instant.optional().meta({ description: "Not before." }),
    validThrough: Instant.optional().meta({ description: "Not after." }),
  })
  .refine(({ stores, exceptStores }) => stores === undefined || exceptStores === undefined, {
    error: "stores and exceptStores cannot both be given",
    path: ["exceptStores"],
    when: otherwiseValid,
  })
  .refine(
    ({ channels, marketplaces }) =>
      marketplaces === undefined || channels === undefined || channels.includes("third_party"),
    {
      error: "marketplaces need the channel third_party, or no channels at all",
      path: ["marketplaces"],
      when: otherwiseValid,
    },
  )
  .refine(
    ({ validFrom, validThrough }) =>
      validFrom === undefined ||
      validThrough === undefined ||
      Date.parse(validFrom) <= Date.parse(validThrough),
    { error: "is before validFrom", path: ["validThrough"], when: otherwiseValid },
  )
  .meta({
    id: "MenuScope",
    description: "Where and when something of a menu holds; what is absent does not limit.",
  });
