import { z } from "zod";
import { personal } from "../field-class.ts";

/** A country, ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'must be an ISO 3166-1 alpha-2 code, e.g. "US"' })
  .meta({ id: "Country", description: "ISO 3166-1 alpha-2 code in upper case.", examples: ["US"] });

const line = (description: string) => personal(z.string().max(255)).optional().meta({ description });

/** Where somebody lives or is to be found, with the names of OIDC's claim `address`. */
export const PostalAddress = z
  .strictObject({
    streetAddress: line("House number, street, flat; lines are parted by a line feed."),
    locality: line("City."),
    region: line("State, province or prefecture, as the country writes it, e.g. MA."),
    postalCode: line("ZIP or postal code, with its leading zeros."),
    country: Country.optional().meta({
      description: "The country, ISO 3166-1 alpha-2; absent: the store's.",
    }),
  })
  .meta({ id: "PostalAddress", description: "A postal address with the names of OIDC's address claim." });
