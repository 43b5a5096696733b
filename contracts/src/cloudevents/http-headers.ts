import type { ProblemError } from "../problem.ts";

/** Header names and values; a fetch `Headers`, a `Map` or a list of pairs. */
export type HeaderPairs = Iterable<readonly [string, string]>;

const prefix = "ce-";

/** Whether a request carries at least one CloudEvents header. */
export function hasEventHeaders(headers: HeaderPairs): boolean {
  for (const [name] of headers) if (name.toLowerCase().startsWith(prefix)) return true;
  return false;
}

/** The attributes that `ce-` headers carry, decoded, and what could not be decoded. */
export function attributesOfHeaders(headers: HeaderPairs): {
  readonly attributes: Map<string, string>;
  readonly errors: readonly ProblemError[];
} {
  const attributes = new Map<string, string>();
  const errors: ProblemError[] = [];
  for (const [header, raw] of headers) {
    if (!header.toLowerCase().startsWith(prefix)) continue;
    const name = header.slice(prefix.length).toLowerCase();
    const value = decodeHeaderValue(raw);
    const detail = faultOf(name, value, attributes);
    if (detail === undefined && value !== undefined) attributes.set(name, value);
    else errors.push({ pointer: `/${name.slice(0, 64)}`, detail: detail ?? undecodable });
  }
  return { attributes, errors };
}

function faultOf(
  name: string,
  value: string | undefined,
  seen: ReadonlyMap<string, string>,
): string | undefined {
  if (name === "datacontenttype") return "must be the Content-Type header, not ce-datacontenttype";
  if (seen.has(name)) return "is given by two headers";
  return value === undefined ? undecodable : undefined;
}

const undecodable =
  "is not a valid header value: percent-encode UTF-8 outside printable ASCII, and percent signs";

/**
 * Decodes a header value (HTTP binding 1.0.2 §3.1.3.2): first unquotes it, then one round of percent-decoding.
 * Undefined when it has a raw character outside printable ASCII, a bad escape, or escapes that are not UTF-8.
 */
export function decodeHeaderValue(raw: string): string | undefined {
  const trimmed = raw.trim();
  if (!/^[\t\x20-\x7e]*$/.test(trimmed)) return undefined;
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(trimmed)?.[1];
  try {
    return decodeURIComponent(quoted?.replaceAll(/\\(.)/g, "$1") ?? trimmed);
  } catch {
    return undefined;
  }
}

/** Encodes an attribute value for a header, by the same section. */
export const encodeHeaderValue = (value: string): string =>
  value.replaceAll(/[^\x21\x23\x24\x26-\x7e]/gu, (character) => encodeURIComponent(character));
