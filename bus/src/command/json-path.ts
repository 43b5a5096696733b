import { parseExactly } from "./exact-json.ts";

/** The value at a dotted path such as `totals.total.amount`, or undefined. */
export function valueAt(data: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined),
      data,
    );
}

/**
 * A copy of JSON data with one value replaced: `setValue(data, "lines.0.quantity=2")`. What was a string stays one;
 * otherwise the value is taken as JSON where it is JSON, else as a string.
 * @throws Error where the text has no `=`
 */
export function setValue(data: unknown, assignment: string): unknown {
  const cut = assignment.indexOf("=");
  if (cut < 1) throw new Error(`"${assignment}" is not path=value, for example totals.total.amount=1250`);
  const text = assignment.slice(cut + 1);
  return replaceAt(data, assignment.slice(0, cut).split("."), (before) =>
    typeof before === "string" ? text : jsonOr(text),
  );
}

function replaceAt(
  data: unknown,
  [step, ...rest]: readonly string[],
  replace: (before: unknown) => unknown,
): unknown {
  if (step === undefined) return replace(data);
  if (Array.isArray(data)) {
    const index = Number(step);
    return data.map((item: unknown, at) => (at === index ? replaceAt(item, rest, replace) : item));
  }
  const record: Readonly<Record<string, unknown>> = isRecord(data) ? data : {};
  const before = Object.hasOwn(record, step) ? record[step] : undefined;
  // A computed key of a literal is always an own property, also when it reads __proto__.
  return { ...record, [step]: replaceAt(before, rest, replace) };
}

function jsonOr(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
