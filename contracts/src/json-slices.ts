/** The exact place of a JSON value inside a text: `text.slice(start, end)` is its spelling. */
export interface JsonSlice {
  readonly start: number;
  readonly end: number;
}

/** A member of an object: its unescaped key and the place of its value. */
export interface MemberSlice extends JsonSlice {
  readonly key: string;
}

/**
 * The members of the object that a text spells, in order, duplicates included.
 * The text must already be known to be valid JSON; empty when it is not an object.
 */
export function memberSlices(text: string, from = 0): readonly MemberSlice[] {
  const members: MemberSlice[] = [];
  let position = skipBlanks(text, from);
  if (text[position] !== "{") return members;
  position = skipBlanks(text, position + 1);
  while (text[position] === '"') {
    const keyEnd = endOfString(text, position);
    const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ key: keyAt(text, position, keyEnd), start, end });
    position = skipBlanks(text, skipBlanks(text, end) + 1);
  }
  return members;
}

/**
 * The elements of the array that a text spells, in order.
 * The text must already be known to be valid JSON; empty when it is not an array.
 */
export function elementSlices(text: string, from = 0): readonly JsonSlice[] {
  const elements: JsonSlice[] = [];
  let position = skipBlanks(text, from);
  if (text[position] !== "[") return elements;
  position = skipBlanks(text, position + 1);
  while (position < text.length && text[position] !== "]") {
    const end = endOfValue(text, position);
    elements.push({ start: position, end });
    position = skipBlanks(text, end);
    if (text[position] === ",") position = skipBlanks(text, position + 1);
  }
  return elements;
}

const keyAt = (text: string, start: number, end: number): string =>
  String(JSON.parse(text.slice(start, end)));

function skipBlanks(text: string, from: number): number {
  let position = from;
  while (isBlank(text.charCodeAt(position))) position += 1;
  return position;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The position after the value that starts here. */
function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === "{" || first === "[") return endOfContainer(text, start);
  let position = start;
  while (position < text.length && !endsScalar(text.charCodeAt(position))) position += 1;
  return position;
}

const endsScalar = (code: number): boolean =>
  isBlank(code) || code === 0x2c || code === 0x5d || code === 0x7d;

/** The position after the closing bracket that belongs to the opening one here. */
function endOfContainer(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const character = text[position];
    if (character === '"') {
      position = endOfString(text, position);
      continue;
    }
    if (character === "{" || character === "[") depth += 1;
    if (character === "}" || character === "]") depth -= 1;
    position += 1;
    if (depth === 0) return position;
  }
  return position;
}

/** The position after the closing quote of the string that opens here. */
export function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === 0x22) return position + 1;
    position += code === 0x5c ? 2 : 1;
  }
  return text.length;
}
