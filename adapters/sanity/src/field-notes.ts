import type { LocalizedFields } from "./languages.ts";

type Value = LocalizedFields[string][string];
type Found = { readonly pointer: string; readonly to: "entry" | "asset"; readonly id: string };

/** More than the contract takes are not named; the values have them all the same. */
const most = 2_000;

/** What the fields point to, and which of them are rich text, for readers that do not know Sanity's spelling. */
export function fieldNotesOf(fields: LocalizedFields, busIdFor: (id: string) => string) {
  const links: Found[] = [];
  const rich = new Set<string>();
  for (const [field, values] of Object.entries(fields))
    for (const [language, value] of Object.entries(values)) {
      collect(value, `/${escaped(field)}/${escaped(language)}`, links);
      if (Array.isArray(value) && value.some((each) => isRecord(each) && each["_type"] === "block"))
        rich.add(field);
    }
  return {
    links:
      links.length > 0 ? links.slice(0, most).map((link) => ({ ...link, id: busIdFor(link.id) })) : undefined,
    formats: rich.size > 0 ? [...rich].map((field) => ({ field, format: "portable-text" })) : undefined,
  };
}

function collect(value: Value | undefined, pointer: string, found: Found[]): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) collect(each, `${pointer}/${index}`, found);
  } else if (isRecord(value)) {
    const target = value["_ref"];
    if (typeof target !== "string" || target === "")
      for (const [name, each] of Object.entries(value)) collect(each, `${pointer}/${escaped(name)}`, found);
    // One that points into another dataset is no entry of this one.
    else if (pointer.length <= 1_000 && value["_dataset"] === undefined)
      found.push({ pointer, to: isAssetId(target) ? "asset" : "entry", id: target });
  }
}

/** `image-<hash>-<width>x<height>-<format>` and `file-<hash>-<format>` (Sanity's page "Assets"). */
const isAssetId = (id: string): boolean => /^(?:image|file)-[0-9A-Za-z]+-/.test(id);

const isRecord = (value: Value | undefined): value is { [name: string]: Value } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A name as a JSON Pointer writes it (RFC 6901). */
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
