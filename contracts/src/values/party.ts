import { z } from "zod";
import { personal } from "../field-class.ts";
import { Email, Phone } from "./contact.ts";
import { Refs } from "./ref.ts";
import { Id } from "./text.ts";

/** A person in the role of a guest; OIDC claims map one to one (`given_name` is `givenName`). */
export const Party = z
  .strictObject({
    memberId: Id.optional().meta({ description: "The chain's own id of the person." }),
    refs: personal(Refs)
      .optional()
      .meta({ description: "What vendors call the person: customer, user, profile." }),
    email: Email.optional().meta({
      description: "Where to write to the person; not verified unless a message says so.",
    }),
    phone: Phone.optional().meta({ description: "Where to call the person or to send a text, E.164." }),
    givenName: personal(z.string().max(100)).optional().meta({ description: "First name." }),
    familyName: personal(z.string().max(100)).optional().meta({ description: "Last name." }),
    locale: z.string().max(35).optional().meta({ description: "BCP 47 language tag." }),
  })
  .meta({ id: "Party", description: "A person in the role of a guest." });
export type Party = z.infer<typeof Party>;
