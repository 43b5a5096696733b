import { z } from "zod";
import { personal } from "../field-class.ts";
import { Locale } from "./contact.ts";

/** The language of a text whose system does not say one (BCP 47: undetermined). */
export const undetermined = "und";

/** One text in several languages, by BCP 47 tag; `und` where the system does not say which. */
export const LocalizedText = z.record(Locale, z.string().max(10_000)).meta({
  id: "LocalizedText",
  description: 'A text by BCP 47 language tag, e.g. { "en-US": "Burger" }; und: not said.',
});

/**
 * The fields of an entry of a CMS, whose names the chain gives: field name → language → value. A value is what the CMS has, rich
 * text and links in its own JSON. A CMS without languages has `und` alone. What is published is there for everybody to read,
 * so nothing of it is personal.
 */
export const LocalizedFields = z.record(z.string().min(1).max(255), z.record(Locale, z.json())).meta({
  id: "LocalizedFields",
  description:
    'Fields of an entry by name and language, e.g. { "name": { "en-US": "Burger" } }; und: not said.',
});

/** The same before anybody has let it go public: a form, an applicant, a testimonial yet to be agreed. Taken to be personal. */
export const DraftFields = personal(LocalizedFields).meta({
  id: "DraftFields",
  description: "Fields of an entry by name and language, as a draft: nobody has said that all may read it.",
});
