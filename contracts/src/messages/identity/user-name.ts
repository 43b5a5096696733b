import { z } from "zod";
import { personal } from "../../field-class.ts";

const part = (description: string) => personal(z.string().max(255)).optional().meta({ description });

/** A user's name, whole or in its parts. */
export const UserName = z
  .strictObject({
    formatted: part("The whole name as it is written (OIDC name), where the provider has no parts too."),
    givenName: part("First name (OIDC given_name)."),
    middleName: part("Names between the first and the last (OIDC middle_name)."),
    familyName: part("Last name (OIDC family_name)."),
    honorificPrefix: part("Title before the name, e.g. Dr."),
    honorificSuffix: part("What comes after the name, e.g. Jr."),
  })
  .meta({ id: "UserName", description: "A user's name, whole or in its parts, as SCIM has it." });
