import { z } from "zod";
import { personal } from "../../field-class.ts";
import { PostalAddress } from "../../values/address.ts";
import { Attributes } from "../../values/attributes.ts";
import { Locale } from "../../values/contact.ts";
import { personFields } from "../../values/person.ts";
import { Code } from "../../values/text.ts";
import { TimeZone } from "../../values/time.ts";
import { WebUrl } from "../../values/web-url.ts";
import { UserEmails, UserPhones } from "./user-contact.ts";
import { UserName } from "./user-name.ts";

/** What can be set at an identity provider about a user; names of SCIM's core user, meanings of OIDC's claims. */
export const accountFields = {
  userName: personal(z.string().min(1).max(255)).optional().meta({
    description: "What the user types to sign in (OIDC preferred_username); often an e-mail address.",
  }),
  name: UserName.optional().meta({
    description: "The name in its parts, or whole where the provider has no parts.",
  }),
  nickName: personal(z.string().max(255))
    .optional()
    .meta({ description: "What the user likes to be called (OIDC nickname)." }),
  displayName: personal(z.string().max(255))
    .optional()
    .meta({ description: "What others see, e.g. beside a comment." }),
  emails: UserEmails.optional(),
  phoneNumbers: UserPhones.optional(),
  addresses: z
    .array(PostalAddress)
    .max(10)
    .optional()
    .meta({ description: "Postal addresses, the one to use first." }),
  picture: personal(WebUrl).optional().meta({ description: "Where a picture of the user is to be had." }),
  birthDate: personFields.birthDate,
  locale: Locale.optional().meta({ description: "The language to speak to the user in, a BCP 47 tag." }),
  timezone: TimeZone.optional().meta({ description: "Where the user lives by the clock (OIDC zoneinfo)." }),
  roles: z
    .array(Code)
    .max(200)
    .optional()
    .meta({ description: "Roles that the user has, by the provider's codes." }),
  customAttributes: Attributes.optional().meta({
    description:
      "What the chain keeps at the provider under names of its own, e.g. user_metadata. Never a password.",
  }),
};

/** The names of what can be set. */
export type AccountField = keyof typeof accountFields;

/** Whether nothing in the custom attributes goes by a name of a secret; a name is all that can be judged. */
export function holdsNoSecret({
  customAttributes,
}: {
  readonly customAttributes?: Readonly<Record<string, unknown>> | undefined;
}): boolean {
  return !Object.keys(customAttributes ?? {}).some((name) => /passw|passphrase|secret/i.test(name));
}

/** The refusal of an attribute that goes by the name of a secret. */
export const secretRefused = {
  error: "a password or another secret never travels in a message",
  path: ["customAttributes"],
};
