import type { Fields } from "./vendor.ts";

type Value = Fields[string][string];
type Found = { readonly pointer: string; readonly to: "entry" | "asset"; readonly id: string };

/** More than the contract takes are not named; the values have them all the same. */
const most = 2_000;

/** What the fields point to, and which of them are rich text, for readers that do not know Contentful's spelling. */
export function fieldNotesOf(fields: Fields) {
  const links: Found[] = [];
  const rich = new Set<string>();
  for (const [field, byLocale] of Object.entries(fields))
    for (const [locale, value] of Object.entries(byLocale)) {
      collect(value, `/${escaped(field)}/${escaped(locale)}`, links);
      if (isRecord(value) && value["nodeType"] === "document") rich.add(field);
    }
  return {
    links: links.length > 0 ? links.slice(0, most) : undefined,
    formats:
      rich.size > 0 ? [...rich].map((field) => ({ field, format: "contentful-rich-text" })) : undefined,
  };
}

function collect(value: Value | undefined, pointer: string, found: Found[]): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) collect(each, `${pointer}/${index}`, found);
  } else if (isRecord(value)) {
    const link = linkOf(value);
    if (link && pointer.length <= 1_000) found.push({ pointer, ...link });
    else if (!link)
      for (const [name, each] of Object.entries(value)) collect(each, `${pointer}/${escaped(name)}`, found);
  }
}

function linkOf({ sys }: { readonly [name: string]: Value }): Omit<Found, "pointer"> | undefined {
  if (!isRecord(sys) || sys["type"] !== "Link" || typeof sys["id"] !== "string") return undefined;
  if (sys["linkType"] === "Entry") return { to: "entry", id: sys["id"] };
  return sys["linkType"] === "Asset" ? { to: "asset", id: sys["id"] } : undefined;
}

const isRecord = (value: Value | undefined): value is { [name: string]: Value } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A name as a JSON Pointer writes it (RFC 6901). */
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
