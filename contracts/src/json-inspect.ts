import { fault, type JsonFault } from "./json-fault.ts";
import { escapeStep } from "./pointer.ts";

/** What to look for. */
export interface InspectOptions {
  /** Whether numbers beyond ±(2^53 - 1) are a fault. */
  readonly bigIntegers: "reject" | "string";
  /** NUL and lone surrogates can only come from `\u` escapes: JSON forbids the one raw, UTF-8 the other. */
  readonly escapes: boolean;
}

/** What was found in a parsed value. */
export interface Inspection {
  readonly fault: JsonFault | undefined;
  /** How many members its objects have in all. */
  readonly keys: number;
  /** Whether a number is beyond ±(2^53 - 1), where that is no fault. */
  readonly bigIntegers: boolean;
}

/** Looks at every key and value up to the first fault. Recursive: the value's depth must be known to be small. */
export function inspect(value: unknown, options: InspectOptions): Inspection {
  const notes: Notes = { keys: 0, bigIntegers: false, options };
  const found = inspectValue(value, notes);
  return { fault: found, keys: notes.keys, bigIntegers: notes.bigIntegers };
}

interface Notes {
  keys: number;
  bigIntegers: boolean;
  readonly options: InspectOptions;
}

function inspectValue(value: unknown, notes: Notes): JsonFault | undefined {
  if (typeof value === "number") return inspectNumber(value, notes);
  if (typeof value === "string") return notes.options.escapes ? inspectText(value) : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) ? inspectElements(value, notes) : inspectMembers(value, notes);
}

function inspectElements(values: readonly unknown[], notes: Notes): JsonFault | undefined {
  for (let index = 0; index < values.length; index += 1) {
    const found = inspectValue(values[index], notes);
    if (found !== undefined) return below(index, found);
  }
  return undefined;
}

function inspectMembers(value: object, notes: Notes): JsonFault | undefined {
  // No pairs as of `Object.entries`: they were the most garbage that reading a message left behind.
  for (const key of Object.keys(value)) {
    notes.keys += 1;
    if (key === "__proto__") return below(key, fault("forbidden-key", 'the key "__proto__" is refused'));
    const badKey = notes.options.escapes ? inspectText(key) : undefined;
    if (badKey !== undefined) return badKey;
    const found = inspectValue((value as Readonly<Record<string, unknown>>)[key], notes);
    if (found !== undefined) return below(key, found);
  }
  return undefined;
}

/** The pointer is put together on the way back, so that nothing is spent on it where there is no fault. */
const below = (step: string | number, found: JsonFault): JsonFault => ({
  ...found,
  pointer: `/${escapeStep(String(step))}${found.pointer}`,
});

function inspectText(text: string): JsonFault | undefined {
  if (text.includes("\0")) return fault("forbidden-character", "the character NUL (\\u0000) is refused");
  return text.isWellFormed()
    ? undefined
    : fault("forbidden-character", "half of a surrogate pair is refused");
}

function inspectNumber(value: number, notes: Notes): JsonFault | undefined {
  if (!Number.isFinite(value)) return fault("number-out-of-range", "the number is too large");
  // A double of 2^53 or more is always an integer, so this catches every number that may have lost digits.
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  if (notes.options.bigIntegers === "reject") {
    return fault("number-out-of-range", "the number is beyond 2^53 - 1; send ids as strings");
  }
  notes.bigIntegers = true;
  return undefined;
}
