import type { ContentfulSettings } from "./settings.ts";
import type { EntryBody } from "./entry-requests.ts";
import { sameJson } from "./same-json.ts";
import type { Entry, Fields } from "./vendor.ts";

type Given = { readonly fields: Fields; readonly tags?: readonly string[] | undefined };

/**
 * The entry's body with what is given in it; undefined where it says that already. null empties a value; fields and
 * languages that are not named stay. A PUT replaces all fields, so everything that was there goes into it again.
 */
export function mergedBody(
  entry: Entry | undefined,
  given: Given,
  settings: ContentfulSettings,
): EntryBody | undefined {
  const before = entry?.fields ?? {};
  const fields = { ...before };
  for (const [name, values] of Object.entries(given.fields)) {
    const merged = mergedValues(fields[name] ?? {}, values, settings);
    if (Object.keys(merged).length > 0) fields[name] = merged;
    else delete fields[name];
  }
  const tags = given.tags?.map((id) => ({ sys: { type: "Link", linkType: "Tag", id } }));
  const idsBefore = (entry?.metadata?.tags ?? []).map(({ sys }) => sys.id);
  const sameTags = !given.tags || sameJson([...given.tags].toSorted(), idsBefore.toSorted());
  if (entry && sameTags && sameJson(fields, before)) return undefined;
  const metadata = tags || entry?.metadata ? { ...entry?.metadata, ...(tags && { tags }) } : undefined;
  return { fields, ...(metadata && { metadata }) };
}

function mergedValues(
  before: Fields[string],
  given: Fields[string],
  { defaultLocale, locales }: ContentfulSettings,
): Fields[string] {
  const merged = { ...before };
  for (const [language, value] of Object.entries(given)) {
    const locale = language === "und" ? defaultLocale : language;
    if (locales && !locales.includes(locale)) continue;
    if (value === null) delete merged[locale];
    else merged[locale] = value;
  }
  return merged;
}
