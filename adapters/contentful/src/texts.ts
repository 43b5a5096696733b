import { isLanguageTag } from "./split-locales.ts";
import type { Fields } from "./vendor.ts";

/** The texts of a field by language; undefined where there are none. */
export function textsOf(byLocale: Fields[string] | undefined): Record<string, string> | undefined {
  const texts = Object.entries(byLocale ?? {}).flatMap(([locale, text]) =>
    typeof text === "string" && isLanguageTag(locale) ? [[locale, text] as const] : [],
  );
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}
