import { z } from "zod";
import { Email, Phone } from "../../values/contact.ts";
import { Code } from "../../values/text.ts";

const reach = {
  type: Code.optional().meta({ description: "work, home, mobile, or another word of the provider." }),
  primary: z.boolean().optional().meta({ description: "Whether it is the one to use first." }),
  verified: z.boolean().optional().meta({ description: "Whether the user has shown that it is theirs." }),
};

const onePrimary = (all: readonly { readonly primary?: boolean | undefined }[]): boolean =>
  all.filter(({ primary }) => primary === true).length <= 1;

/** The e-mail addresses of a user. */
export const UserEmails = z
  .array(z.strictObject({ value: Email.meta({ description: "The address itself." }), ...reach }))
  .max(50)
  .refine(onePrimary, { error: "at most one of them is primary" })
  .meta({ description: "E-mail addresses; of several the primary one counts, else the first." });

/** The telephone numbers of a user. */
export const UserPhones = z
  .array(z.strictObject({ value: Phone.meta({ description: "The number itself, E.164." }), ...reach }))
  .max(50)
  .refine(onePrimary, { error: "at most one of them is primary" })
  .meta({ description: "Telephone numbers; of several the primary one counts, else the first." });
