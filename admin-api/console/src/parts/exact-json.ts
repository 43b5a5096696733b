/** A value of a JSON text: its kind, and where it stands. Its spelling is the text's, so that `1.10` stays `1.10`. */
export type JsonValue = {
  readonly kind: "object" | "array" | "string" | "number" | "literal";
  readonly from: number;
  readonly to: number;
  /** Of an object, in the order of the text. */
  readonly members: readonly JsonMember[];
  /** Of an array. */
  readonly items: readonly JsonValue[];
};

export type JsonMember = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly value: JsonValue;
};

/** The text is no JSON: where, counted from 0. */
export class JsonFault extends Error {
  readonly at: number;

  constructor(at: number, detail: string) {
    super(detail);
    this.at = at;
  }
}

/** Deeper than any message; a text that is made to overflow the stack is refused. */
const deepest = 500;
const space = /[ \t\n\r]*/y;
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;

/** The value that a text is. @throws JsonFault */
export function readJson(text: string): JsonValue {
  const reader = { text, at: 0 };
  skip(reader);
  const value = valueAt(reader, 0);
  skip(reader);
  if (reader.at < text.length) throw new JsonFault(reader.at, "Something follows the end of the JSON.");
  return value;
}

/** The value that a text is, or what is wrong with it. */
export function tryJson(text: string): JsonValue | JsonFault {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}

type Reader = { readonly text: string; at: number };

function valueAt(reader: Reader, depth: number): JsonValue {
  if (depth > deepest) throw new JsonFault(reader.at, `This is nested more than ${deepest} deep.`);
  const first = reader.text[reader.at];
  if (first === "{") return objectAt(reader, depth);
  if (first === "[") return arrayAt(reader, depth);
  return scalarAt(reader);
}

function scalarAt(reader: Reader): JsonValue {
  const from = reader.at;
  for (const [kind, form] of [
    ["string", string],
    ["number", number],
    ["literal", literal],
  ] as const)
    if (took(reader, form)) return { kind, from, to: reader.at, members: [], items: [] };
  throw new JsonFault(
    from,
    from >= reader.text.length ? "The JSON ends too early." : "A value is expected here.",
  );
}

function objectAt(reader: Reader, depth: number): JsonValue {
  const from = reader.at;
  const members: JsonMember[] = [];
  each(reader, "}", () => {
    const start = reader.at;
    if (!took(reader, string)) throw new JsonFault(start, "A name in quotes is expected here.");
    const name = JSON.parse(reader.text.slice(start, reader.at)) as string; // a string, as was just read
    skip(reader);
    expected(reader, ":");
    skip(reader);
    const value = valueAt(reader, depth + 1);
    members.push({ name, from: start, to: value.to, value });
  });
  return { kind: "object", from, to: reader.at, members, items: [] };
}

function arrayAt(reader: Reader, depth: number): JsonValue {
  const from = reader.at;
  const items: JsonValue[] = [];
  each(reader, "]", () => items.push(valueAt(reader, depth + 1)));
  return { kind: "array", from, to: reader.at, members: [], items };
}

/** What stands between the brackets, with commas between. */
function each(reader: Reader, close: string, one: () => void): void {
  reader.at++;
  skip(reader);
  if (reader.text[reader.at] === close) return void reader.at++;
  for (;;) {
    one();
    skip(reader);
    if (reader.text[reader.at] === close) return void reader.at++;
    expected(reader, ",", ` or ${close}`);
    skip(reader);
  }
}

function expected(reader: Reader, sign: string, or = ""): void {
  if (reader.text[reader.at] !== sign) throw new JsonFault(reader.at, `${sign}${or} is expected here.`);
  reader.at++;
}

const skip = (reader: Reader): void => void took(reader, space);

function took(reader: Reader, form: RegExp): boolean {
  form.lastIndex = reader.at;
  const [found] = form.exec(reader.text) ?? [];
  reader.at += found?.length ?? 0;
  return found !== undefined;
}

/** The same JSON with a member on each line; every string and number stays as it is spelled. */
export function prettyJson(text: string): string {
  const value = tryJson(text);
  return value instanceof JsonFault ? text : laidOut(text, value, "\n");
}

function laidOut(text: string, { kind, from, to, members, items }: JsonValue, line: string): string {
  const inner = `${line}  `;
  const parts =
    kind === "object"
      ? members.map(({ from: start, value }) => `${nameAt(text, start)}: ${laidOut(text, value, inner)}`)
      : items.map((item) => laidOut(text, item, inner));
  if (parts.length === 0) return text.slice(from, to).replace(/^([{[])\s*([}\]])$/, "$1$2");
  const [open, close] = kind === "object" ? ["{", "}"] : ["[", "]"];
  return `${open}${inner}${parts.join(`,${inner}`)}${line}${close}`;
}

function nameAt(text: string, from: number): string {
  string.lastIndex = from;
  return string.exec(text)?.[0] ?? "";
}

/** The steps of a JSON Pointer (RFC 6901). */
export const stepsOf = (pointer: string): readonly string[] =>
  pointer === ""
    ? []
    : pointer
        .slice(1)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

/**
 * Where a JSON Pointer leads; `*` is every item. What is not there is where it would be: the nearest that is there, an object or
 * array by its bracket alone.
 */
export function placesOf(
  root: JsonValue,
  pointer: string,
): readonly { readonly from: number; readonly to: number }[] {
  return placesBelow(root, stepsOf(pointer));
}

function placesBelow(value: JsonValue, steps: readonly string[]): ReturnType<typeof placesOf> {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (step === "*" && value.kind === "array") return value.items.flatMap((item) => placesBelow(item, rest));
  const found =
    value.kind === "array"
      ? value.items[Number(step)]
      : value.members.findLast(({ name }) => name === step)?.value;
  if (found) return placesBelow(found, rest);
  const isOpen = value.kind === "object" || value.kind === "array";
  return [{ from: value.from, to: isOpen ? value.from + 1 : value.to }];
}
