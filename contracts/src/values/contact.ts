import { z } from "zod";
import { personal } from "../field-class.ts";

/** An e-mail address. */
export const Email = personal(z.email().max(254)).meta({ id: "Email", description: "E-mail address." });

/** A telephone number, E.164. */
export const Phone = personal(
  z.string().regex(/^\+[1-9]\d{1,14}$/, { error: 'must be E.164, e.g. "+16175550101"' }),
).meta({ id: "Phone", description: "Telephone number, E.164." });

/** A language and region, BCP 47. */
export const Locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, { error: 'must be a BCP 47 language tag, e.g. "en-US"' })
  .meta({ id: "Locale", description: "BCP 47 language tag.", examples: ["en-US"] });
