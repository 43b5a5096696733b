import { fault, type JsonFault, type JsonFaultOr } from "./json-fault.ts";
import { inspect } from "./json-inspect.ts";
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
  /** How many values there may be: of small ones a text of megabytes takes many times its length in memory. */
  readonly maxValues?: number;
}

/** The value and its text, or the first fault. */
export type JsonResult = JsonFaultOr<{ readonly value: unknown; readonly text: string }>;

/**
 * Reads JSON from the outside, refusing what later code could trip over: text that is not UTF-8, deep nesting,
 * duplicate and `__proto__` keys, NUL, lone surrogates, and numbers that JavaScript cannot hold.
 */
export function readJson(bytes: Uint8Array, options: JsonOptions): JsonResult {
  const text = decodeUtf8(bytes);
  return text === undefined ? notUtf8() : readJsonText(text, options);
}

/** {@link readJson} for a text that is already decoded. */
export function readJsonText(
  text: string,
  { bigIntegers, maxDepth = 64, maxValues = mostValues }: JsonOptions,
): JsonResult {
  const shape = scan(text, maxDepth);
  // Before JSON.parse: its recursion would follow an attacker's nesting.
  if (shape.tooDeep) return tooDeep(maxDepth);
  if (shape.values > maxValues) return tooMany(maxValues);
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const found = inspect(parsed.value, { bigIntegers, escapes: text.includes("\\u") });
  if (found.fault !== undefined) return found.fault;
  // Every member has one colon outside strings; fewer keys in the value means that some were overwritten.
  if (found.keys !== shape.members) return duplicateKey(text);
  return { ok: true, value: found.bigIntegers ? parseExactly(text) : parsed.value, text };
}

/**
 * Splits a JSON array into the texts of its elements, which have still to be read one by one with
 * {@link readJsonText}: so one unacceptable element does not spoil the others.
 */
export function splitJsonArray(bytes: Uint8Array): JsonFaultOr<{ readonly elements: readonly string[] }> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return notUtf8();
  const shape = scan(text, maxArrayDepth);
  if (shape.tooDeep) return tooDeep(maxArrayDepth);
  if (shape.values > mostValues) return tooMany(mostValues);
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  if (!Array.isArray(parsed.value)) return fault("not-json", "the text is not a JSON array");
  return { ok: true, elements: elementSlices(text).map(({ start, end }) => text.slice(start, end)) };
}

/** As many numbers as a text of 1 MiB can have. */
const mostValues = 524_288;

/** What JSON.parse bears without trouble: each element is held to its own, smaller limit. */
const maxArrayDepth = 1_000;

const notUtf8 = (): JsonFault => fault("not-utf8", "the text is not valid UTF-8");

const tooMany = (values: number): JsonFault => fault("too-many-values", `more than ${values} values`);

const tooDeep = (levels: number): JsonFault => fault("too-deep", `nested deeper than ${levels} levels`);

/** The text of UTF-8 bytes with nothing replaced or dropped (a byte order mark stays), or undefined. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

type Shape = { readonly tooDeep: boolean; readonly members: number; readonly values: number };

/** One pass without recursion: the nesting, members and values of a text that may not be JSON at all. */
function scan(text: string, maxDepth: number): Shape {
  let depth = 0;
  let values = 1;
  let members = 0;
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      position = endOfString(text, position);
      continue;
    }
    if (code === colon) members += 1;
    else if (code === comma) values += 1;
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      values += 1;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
    if (depth > maxDepth) return { tooDeep: true, members, values };
    position += 1;
  }
  return { tooDeep: false, members, values };
}

const quote = 0x22;
const colon = 0x3a;
const comma = 0x2c;
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
  const position = / at position (\d+) \(line \d+ column \d+\)$/.exec(String(error))?.[1];
  return position === undefined
    ? "the text is not JSON"
    : `the text is not JSON: fault at character ${position}`;
}

/** Parses again, keeping integers beyond 2^53 - 1 as strings of their exact digits. */
function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source;
    const unsafe = typeof value === "number" && !Number.isSafeInteger(value);
    return unsafe && source !== undefined && /^-?\d+$/.test(source) ? source : value;
  });
}

function duplicateKey(text: string): JsonFault {
  return fault("duplicate-key", "the key appears twice in one object", findDuplicate(text, 0, ""));
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
