import type { Languages, SanitySettings } from "./settings.ts";
import type { Fields } from "./vendor.ts";

type Value = Fields[string];
type Properties = { readonly [name: string]: Value };

/** Field → language → value, as canonical messages carry it. */
export type LocalizedFields = Record<string, Record<string, Value>>;

/** Fields by language, and apart from them values in languages that the settings do not name, for `ext`. */
export function byLanguage(
  fields: Fields,
  { languages }: Pick<SanitySettings, "languages">,
): { readonly tagged: LocalizedFields; readonly untagged: LocalizedFields | undefined } {
  const tagged: LocalizedFields = {};
  const untagged: LocalizedFields = {};
  for (const [name, value] of Object.entries(fields)) {
    const pairs = languages?.fields.includes(name) ? pairsOf(value, languages) : undefined;
    if (!languages || !pairs) {
      tagged[name] = { und: value };
      continue;
    }
    for (const [key, text] of pairs) {
      const tag = Object.entries(languages.keys).find(([, each]) => each === key)?.[0];
      const place = tag === undefined ? untagged : tagged;
      place[name] = { ...place[name], [tag ?? key]: text };
    }
  }
  return { tagged, untagged: Object.keys(untagged).length > 0 ? untagged : undefined };
}

/** The value of one field with these languages in it; `null` where nothing is left, undefined where nothing of it is said. */
export function withLanguages(
  name: string,
  before: Value | undefined,
  given: Readonly<Record<string, Value>>,
  { languages, defaultLocale }: Pick<SanitySettings, "languages" | "defaultLocale">,
): Value | undefined {
  if (!languages?.fields.includes(name)) return given["und"] ?? given[defaultLocale] ?? emptied(given);
  const held = new Map(itemsOf(before, languages));
  for (const [tag, value] of Object.entries(given)) {
    const key = languages.keys[tag === "und" ? defaultLocale : tag];
    if (key === undefined) continue;
    if (value === null) held.delete(key);
    else held.set(key, itemWith(value, key, held, languages));
  }
  if (held.size === 0) return null;
  return languages.as === "array" ? [...held.values()] : { ...typeOf(before), ...Object.fromEntries(held) };
}

/** What a field holds of one language: the value, or in a list the item around it, whose type is the studio's. */
function itemWith(
  value: Value,
  key: string,
  held: ReadonlyMap<string, Value>,
  { as, valueType }: Languages,
): Value {
  if (as === "object") return value;
  const before = held.get(key);
  if (isRecord(before)) return { ...before, value };
  const [fellow] = held.values();
  return { _key: key, _type: valueType, ...typeOf(fellow), value };
}

const emptied = (given: Readonly<Record<string, Value>>): null | undefined =>
  Object.values(given).includes(null) ? null : undefined;

/** A studio's type of such an object (localeString) stays. */
const typeOf = (before: Value | undefined): Properties =>
  isRecord(before) && before["_type"] !== undefined ? { _type: before["_type"] } : {};

/** Language and value, where a value has this shape. */
function pairsOf(value: Value | undefined, languages: Languages): (readonly [string, Value])[] | undefined {
  const isOne = languages.as === "object" ? isRecord(value) : Array.isArray(value);
  if (!isOne) return undefined;
  return itemsOf(value, languages).map(([key, item]) => [
    key,
    languages.as === "array" && isRecord(item) ? (item["value"] ?? null) : item,
  ]);
}

/** Language and what is held of it. */
function itemsOf(value: Value | undefined, { as }: Languages): (readonly [string, Value])[] {
  if (as === "object")
    return isRecord(value) ? Object.entries(value).filter(([key]) => !key.startsWith("_")) : [];
  return (Array.isArray(value) ? value : []).flatMap((item) => {
    const key = isRecord(item) ? (item["language"] ?? item["_key"]) : undefined;
    return typeof key === "string" ? [[key, item] as const] : [];
  });
}

const isRecord = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);
