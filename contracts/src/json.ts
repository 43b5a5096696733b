import { elementSlices, endOfString, memberSlices } from "./json-slices.ts";
import { escapeStep } from "./pointer.ts";

/** How to read untrusted JSON. */
export interface JsonOptions {
  /**
   * Numbers beyond ±(2^53 - 1) lose digits in JavaScript. `reject` refuses them (canonical messages);
   * `string` keeps integers exactly, as strings of their digits (vendors send 64-bit ids as numbers).
   */
  readonly bigIntegers: "reject" | "string";
  /** How many arrays and objects may be open at once. */
  readonly maxDepth?: number;
}

/** What is wrong with a JSON text. */
export type JsonFault =
  | "not-utf8"
  | "not-json"
  | "too-deep"
  | "duplicate-key"
  | "forbidden-key"
  | "forbidden-character"
  | "number-out-of-range";

/** The value, or the first fault with its place; the detail never quotes a value. */
export type JsonResult = JsonFaultOr<{ readonly value: unknown; readonly text: string }>;

type JsonFaultOr<Success> = ({ readonly ok: true } & Success) | Fault;

interface Fault {
  readonly ok: false;
  readonly code: JsonFault;
  readonly detail: string;
  readonly pointer: string;
}

/**
 * Reads JSON from the outside, refusing what later code could trip over: text that is not UTF-8, deep nesting,
 * duplicate and `__proto__` keys, NUL, lone surrogates, and numbers that JavaScript cannot hold.
 */
export function readJson(bytes: Uint8Array, options: JsonOptions): JsonResult {
  const text = decodeUtf8(bytes);
  return text === undefined ? notUtf8 : readJsonText(text, options);
}

/** {@link readJson} for a text that is already decoded. */
export function readJsonText(text: string, { bigIntegers, maxDepth = 64 }: JsonOptions): JsonResult {
  const shape = scan(text, maxDepth);
  // Before JSON.parse: its recursion would follow an attacker's nesting.
  if (shape.tooDeep) return fault("too-deep", `nested deeper than ${maxDepth} levels`);
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const inspection: Inspection = {
    keys: 0,
    exactIntegers: false,
    bigIntegers,
    escapes: text.includes("\\u"),
  };
  const found = inspect(parsed.value, "", inspection);
  if (found !== undefined) return found;
  // Every member has one colon outside strings; fewer keys in the value means that some were overwritten.
  if (inspection.keys !== shape.members) return duplicateKey(text);
  return { ok: true, value: inspection.exactIntegers ? parseExactly(text) : parsed.value, text };
}

const fault = (code: JsonFault, detail: string, pointer = ""): Fault => ({
  ok: false,
  code,
  detail,
  pointer,
});

const notUtf8 = fault("not-utf8", "the text is not valid UTF-8");

/**
 * Splits a JSON array into the texts of its elements, which have still to be read one by one with
 * {@link readJsonText}: so one unacceptable element does not spoil the others.
 */
export function splitJsonArray(bytes: Uint8Array): JsonFaultOr<{ readonly elements: readonly string[] }> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return notUtf8;
  if (scan(text, maxArrayDepth).tooDeep)
    return fault("too-deep", `nested deeper than ${maxArrayDepth} levels`);
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  if (!Array.isArray(parsed.value)) return fault("not-json", "the text is not a JSON array");
  return { ok: true, elements: elementSlices(text).map(({ start, end }) => text.slice(start, end)) };
}

/** Only what JSON.parse bears without trouble: each element is held to its own, smaller limit. */
const maxArrayDepth = 1_000;

/** The text of UTF-8 bytes with nothing replaced or dropped (a byte order mark stays), or undefined. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** One pass without recursion: the nesting and the number of object members of a text that may not be JSON at all. */
function scan(text: string, maxDepth: number): { readonly tooDeep: boolean; readonly members: number } {
  let depth = 0;
  let members = 0;
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      position = endOfString(text, position);
      continue;
    }
    if (code === colon) members += 1;
    else if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) depth -= 1;
    if (depth > maxDepth) return { tooDeep: true, members };
    position += 1;
  }
  return { tooDeep: false, members };
}

const quote = 0x22;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

function parse(text: string): JsonFaultOr<{ readonly value: unknown }> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return fault("not-json", whereNotJson(text, error));
  }
}

/** V8 quotes the text in its message, and the text may be personal: only the position is passed on. */
function whereNotJson(text: string, error: unknown): string {
  if (text.trim() === "") return "the text is empty";
  if (text.startsWith("\uFEFF")) return "the text starts with a byte order mark; send plain UTF-8";
  const position = /at position (\d+)/.exec(String(error))?.[1];
  return position === undefined
    ? "the text is not JSON"
    : `the text is not JSON: fault at character ${position}`;
}

interface Inspection {
  keys: number;
  exactIntegers: boolean;
  readonly bigIntegers: JsonOptions["bigIntegers"];
  /** NUL and lone surrogates can only come from `\u` escapes: JSON forbids the one raw, UTF-8 the other. */
  readonly escapes: boolean;
}

/** Looks at every key and value once; recursion is safe because the depth is known to be small. */
function inspect(value: unknown, pointer: string, inspection: Inspection): Fault | undefined {
  if (typeof value === "number") return inspectNumber(value, pointer, inspection);
  if (typeof value === "string") return inspection.escapes ? inspectText(value, pointer) : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return inspectElements(value, pointer, inspection);
  return inspectMembers(value, pointer, inspection);
}

function inspectElements(
  values: readonly unknown[],
  pointer: string,
  inspection: Inspection,
): Fault | undefined {
  for (const [index, value] of values.entries()) {
    const found = inspect(value, `${pointer}/${index}`, inspection);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inspectMembers(value: object, pointer: string, inspection: Inspection): Fault | undefined {
  for (const [key, member] of Object.entries(value)) {
    inspection.keys += 1;
    const place = `${pointer}/${escapeStep(key)}`;
    if (key === "__proto__") return fault("forbidden-key", 'the key "__proto__" is refused', place);
    const found =
      (inspection.escapes ? inspectText(key, pointer) : undefined) ?? inspect(member, place, inspection);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inspectText(text: string, pointer: string): Fault | undefined {
  if (text.includes("\0"))
    return fault("forbidden-character", "the character NUL (\\u0000) is refused", pointer);
  if (!text.isWellFormed())
    return fault("forbidden-character", "half of a surrogate pair is refused", pointer);
  return undefined;
}

function inspectNumber(value: number, pointer: string, inspection: Inspection): Fault | undefined {
  if (!Number.isFinite(value)) return fault("number-out-of-range", "the number is too large", pointer);
  // A double of 2^53 or more is always an integer, so this catches every number that may have lost digits.
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  if (inspection.bigIntegers === "reject") {
    return fault("number-out-of-range", "the number is beyond 2^53 - 1; send ids as strings", pointer);
  }
  inspection.exactIntegers = true;
  return undefined;
}

/** Parses again, keeping integers beyond 2^53 - 1 as strings of their exact digits. */
function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source;
    const unsafe = typeof value === "number" && !Number.isSafeInteger(value);
    return unsafe && source !== undefined && /^-?\d+$/.test(source) ? source : value;
  });
}

function duplicateKey(text: string): Fault {
  const pointer = findDuplicate(text, 0, "");
  return fault("duplicate-key", "the key appears twice in one object", pointer ?? "");
}

/** Only runs on a text that is about to be refused. */
function findDuplicate(text: string, start: number, pointer: string): string | undefined {
  const seen = new Set<string>();
  for (const member of memberSlices(text, start)) {
    const place = `${pointer}/${escapeStep(member.key)}`;
    if (seen.has(member.key)) return place;
    seen.add(member.key);
    const below = findDuplicate(text, member.start, place);
    if (below !== undefined) return below;
  }
  for (const [index, element] of elementSlices(text, start).entries()) {
    const below = findDuplicate(text, element.start, `${pointer}/${index}`);
    if (below !== undefined) return below;
  }
  return undefined;
}
