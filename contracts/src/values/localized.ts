import { z } from "zod";
import { Locale } from "./contact.ts";

/** The language of a text whose system does not say one (BCP 47: undetermined). */
export const undetermined = "und";

/** One text in several languages, by BCP 47 tag; `und` where the system does not say which. */
export const LocalizedText = z.record(Locale, z.string().max(10_000)).meta({
  id: "LocalizedText",
  description: 'A text by BCP 47 language tag, e.g. { "en-US": "Burger" }; und: not said.',
});
