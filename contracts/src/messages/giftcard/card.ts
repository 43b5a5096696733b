import { z } from "zod";
import { locked, personal, sensitive } from "../../field-class.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";
import { BusinessDate } from "../../values/time.ts";

const cardFields = {
  giftCardId: locked(Id).meta({
    description:
      "The chain's own id of the card; where it has none, the vendor's id of its account. Never the number: it can be searched by.",
  }),
  refs: personal(Refs)
    .optional()
    .meta({ description: "What vendors call the card's account; not its number." }),
  number: sensitive(z.string().regex(/^[0-9A-Za-z]{4,64}$/, { error: "must be 4 to 64 digits or letters" }))
    .optional()
    .meta({
      description:
        "The whole number, without blanks. Whoever has it may be able to spend: only vendors get it.",
    }),
  last4: personal(z.string().regex(/^[0-9A-Za-z]{4}$/, { error: "must be the last four digits or letters" }))
    .optional()
    .meta({ description: "The end of the number, to show to the guest and to staff." }),
  programCode: Code.optional().meta({
    description: "The vendor's code of the kind of card, e.g. a card template.",
  }),
  type: z.enum(["physical", "digital"]).optional().meta({ description: "Plastic, or sent as a message." }),
  status: z.enum(["pending", "active", "blocked", "closed"]).optional().meta({
    description: "pending: not activated yet; blocked: for a time; closed: for good.",
  }),
  vendorStatus: Code.optional().meta({ description: "The vendor's own word for the status." }),
  expiresOn: BusinessDate.optional().meta({
    description: "The last day on which it can be used; absent: none is known.",
  }),
};

/** A card with money of its own, as events tell of it. */
export const GiftCard = z.strictObject(cardFields).meta({
  id: "GiftCard",
  description: "A card with money of its own; stored value of a membership is a Value.",
});

/** A gift card as commands name it: who spends from it may have to prove holding it. */
export const GiftCardToUse = z
  .strictObject({
    ...cardFields,
    pin: sensitive(z.string().regex(/^[0-9A-Za-z]{3,12}$/, { error: "must be 3 to 12 digits or letters" }))
      .optional()
      .meta({
        description: "The code behind the scratch field, where the vendor asks for it. Never in an event.",
      }),
  })
  .meta({ id: "GiftCardToUse", description: "A card with money of its own, and the proof of holding it." });
