import { Locale } from "@spindlebus/contracts";
import type { Fields } from "./vendor.ts";

/** Contentful's codes of locales are the customer's own; most are language tags. */
export const isLanguageTag = (locale: string): boolean => Locale.safeParse(locale).success;

/** Fields by language, and apart from them values under a code that is no language tag, for `ext`. */
export function splitLocales(fields: Fields): {
  readonly tagged: Fields;
  readonly untagged: Fields | undefined;
} {
  const tagged: Fields = {};
  const untagged: Fields = {};
  for (const [field, byLocale] of Object.entries(fields))
    for (const [locale, value] of Object.entries(byLocale)) {
      const place = isLanguageTag(locale) ? tagged : untagged;
      place[field] = { ...place[field], [locale]: value };
    }
  return { tagged, untagged: Object.keys(untagged).length > 0 ? untagged : undefined };
}
