import { isRecord } from "@spindlebus/contracts";
import { exact } from "../adapter/exact.ts";

/**
 * JSON with every number as it is spelled: 12.50 stays 12.50, and of a long id no digit is lost. A number is a string that
 * begins with NUL, which no message has in a text; so it is one scalar for whatever changes or compares such a tree.
 */
export type ExactTree =
  | string
  | boolean
  | null
  | readonly ExactTree[]
  | { readonly [key: string]: ExactTree };

const numberMark = "\0";

/** @throws SyntaxError where the text is no JSON */
export function readExactly(text: string): ExactTree {
  const read: unknown = JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === "number" ? numberMark + (context?.source ?? String(value)) : value,
  );
  return read as ExactTree; // as: JSON has nothing else, and its numbers are strings by now
}

/** The tree as JSON, each number as it came. */
export const writeExactly = (tree: ExactTree, indent?: number): string =>
  JSON.stringify(
    tree,
    (_key, value: unknown) => (isExactNumber(value) ? exact(value.slice(1)) : value),
    indent,
  );

const isExactNumber = (value: unknown): value is string =>
  typeof value === "string" && value.startsWith(numberMark);

/** Whether two trees say the same, as JSON Patch compares: numbers by their value, not by their spelling. */
export function saysTheSame(one: ExactTree | undefined, other: ExactTree | undefined): boolean {
  if (isExactNumber(one) && isExactNumber(other)) return Number(one.slice(1)) === Number(other.slice(1));
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => saysTheSame(item, other[at]));
  if (isRecord(one) && isRecord(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && saysTheSame(one[name], other[name]))
    );
  }
  return one === other;
}
