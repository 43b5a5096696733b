import { z } from "zod";
import { locked, personal } from "../../field-class.ts";
import { Attributes } from "../../values/attributes.ts";
import { personFields } from "../../values/person.ts";
import { Refs } from "../../values/ref.ts";
import { Id } from "../../values/text.ts";
import { TimeZone } from "../../values/time.ts";

const refs = personal(Refs)
  .optional()
  .meta({ description: "What vendors call the guest: user alias, braze_id, device. No address." });

/** The key of everything about one guest. */
const ExternalId = locked(Id).meta({
  description:
    "The chain's own id of the guest; of one who is not known, the id that the vendor gave. Never an address or a number.",
});

const anonymousId = Id.optional().meta({
  description: "The id of the device or browser, from before it was known who it is.",
});

const { email, phone } = personFields;

/** Of whom a message is, as far as one has to know to find them. */
export const ProfileKey = z
  .strictObject({
    externalId: ExternalId,
    refs,
    anonymousId,
    email,
    phone,
  })
  .meta({ id: "ProfileKey", description: "A guest, as far as one has to know to find them." });

/** A guest with everything that engagement keeps of them. */
export const EngagementProfile = z
  .strictObject({
    externalId: ExternalId,
    refs,
    anonymousId,
    ...personFields,
    timezone: TimeZone.optional().meta({
      description: "Where the guest lives by the clock; for sending at a local hour.",
    }),
    traits: Attributes.optional().meta({
      description: "What the chain keeps of the guest under names of its own; null empties one.",
    }),
  })
  .meta({ id: "EngagementProfile", description: "A guest with everything that engagement keeps of them." });

/** To whom a message went; of some vendors only the address is known. */
export const Recipient = z
  .strictObject({
    externalId: Id.optional().meta({
      description: "The chain's own id of the guest, where the vendor kept it.",
    }),
    refs,
    email,
    phone,
    givenName: personFields.givenName,
    familyName: personFields.familyName,
    locale: personFields.locale,
  })
  .refine(
    (to) =>
      (to.refs ?? []).length > 0 || [to.externalId, to.email, to.phone].some((found) => found !== undefined),
    { error: "a recipient needs an externalId, a ref, an email or a phone number" },
  )
  .meta({ id: "Recipient", description: "To whom a message goes; it has an id or an address." });
