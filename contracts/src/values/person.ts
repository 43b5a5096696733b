import { z } from "zod";
import { personal } from "../field-class.ts";
import { PostalAddress } from "./address.ts";
import { Locale } from "./contact.ts";
import { Party } from "./party.ts";
import { Id } from "./text.ts";

const { email, phone, givenName, familyName } = Party.shape;

/** What systems keep of a person beside their ids; OIDC claims map one to one (`given_name` is `givenName`). */
export const personFields = {
  email,
  phone,
  givenName,
  familyName,
  nickname: personal(z.string().max(100))
    .optional()
    .meta({ description: "What the person likes to be called." }),
  birthDate: personal(z.iso.date({ error: 'must be a day such as "1990-12-10"' }))
    .optional()
    .meta({ description: "Day of birth." }),
  gender: personal(z.string().max(50))
    .optional()
    .meta({ description: "In the person's or the vendor's own word." }),
  locale: Locale.optional().meta({ description: "The language to speak to the person in, a BCP 47 tag." }),
  address: PostalAddress.optional().meta({ description: "Where the person lives, or wants letters sent." }),
  favoriteStoreId: Id.optional().meta({ description: "storeId of the store that the person calls theirs." }),
};
