import { scrub } from "../redact.ts";
import type { Result } from "./protocol.ts";

/** A value of a request and where it stands. */
export type PlacedValue = {
  /** Where exactly: body/items/0/price. */
  readonly exact: string;
  /** The same with `*` for every item: what differences are grouped by. */
  readonly place: string;
  /** As it is spelled, a number digit for digit; JSON where it was JSON. */
  readonly value: string;
};

type VendorRequest = Extract<Result, { kind: "request" }>;

/** Every value of a vendor request: method, path, query, headers, and the body by its paths. The order of keys says nothing. */
export function placesOf({ method, path, headers, body }: VendorRequest): readonly PlacedValue[] {
  const [bare = "", query = ""] = split(path);
  return [
    placed("method", method),
    placed("path", bare),
    ...[...new URLSearchParams(query)].map(([name, value]) => placed(`query.${name}`, value)),
    ...Object.entries(headers).map(([name, value]) => placed(`header.${name.toLowerCase()}`, value)),
    ...(body === undefined ? [] : bodyPlaces(body, contentTypeOf(headers))),
  ];
}

/** A name may be somebody's address: `place` is shown, `exact` is not. */
const placed = (exact: string, value: string): PlacedValue => ({ exact, place: scrub(exact), value });

function split(path: string): readonly string[] {
  const at = path.indexOf("?");
  return at < 0 ? [path] : [path.slice(0, at), path.slice(at + 1)];
}

function contentTypeOf(headers: VendorRequest["headers"]): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type");
  return found?.[1] ?? "";
}

function bodyPlaces(body: string, contentType: string): readonly PlacedValue[] {
  if (/x-www-form-urlencoded/i.test(contentType)) {
    return [...new URLSearchParams(body)].map(([name, value]) => ({
      exact: `body/${name}`,
      place: `body/${scrub(name).replaceAll(/\[\d+\]/g, "[*]")}`,
      value,
    }));
  }
  const json = exactJson(body);
  if (!json.ok) return [placed("body", body)];
  const found: PlacedValue[] = [];
  collect(json.value, "body", "body", 0, found);
  return found;
}

class Digits {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** Numbers by their digits: 12.50 is not 12.5 to everybody, and beyond 2⁵³ JavaScript knows no difference. */
function exactJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    const value: unknown = JSON.parse(text, (_key, each: unknown, context?: { readonly source?: string }) =>
      typeof each === "number" ? new Digits(context?.source ?? String(each)) : each,
    );
    return { ok: true, value };
  } catch {
    // No JSON, or deeper than a stack bears: then it is compared as a text.
    return { ok: false };
  }
}

/** What is deeper is compared as one value. */
const mostLevels = 40;

function collect(value: unknown, exact: string, place: string, level: number, found: PlacedValue[]): void {
  if (value instanceof Digits) return void found.push({ exact, place, value: value.source });
  if (typeof value !== "object" || value === null || level > mostLevels)
    return void found.push({ exact, place, value: spelled(value) });
  const entries = Object.entries(value);
  if (entries.length === 0)
    return void found.push({ exact, place, value: Array.isArray(value) ? "[]" : "{}" });
  for (const [key, inner] of entries) {
    const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
    collect(
      inner,
      `${exact}/${step}`,
      `${place}/${Array.isArray(value) ? "*" : scrub(step)}`,
      level + 1,
      found,
    );
  }
}

const spelled = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (each instanceof Digits ? each.source : each)) ?? "";
