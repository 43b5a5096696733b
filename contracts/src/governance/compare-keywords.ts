import type { JsonSchema } from "../registry.ts";
import { breaking, type Change } from "./change.ts";

/** Keywords of which a smaller, and of which a larger number allows more. */
const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"];
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"];
/** What says nothing about validity, and what is compared part by part elsewhere. */
const elsewhere = new Set(
  (
    "$schema $id $ref $defs $comment id title description examples default deprecated readOnly writeOnly contentMediaType " +
    "type enum const properties required additionalProperties items propertyNames anyOf oneOf"
  ).split(" "),
);

/** Every keyword of a value of one type by which the new schema asks for more than the old one. */
export function compareKeywords(old: JsonSchema, now: JsonSchema, pointer: string): readonly Change[] {
  return [...memberChanges(old, now, pointer), ...assertions(old, now, pointer)];
}

/** Whether the value may be of another type now. */
export function typeChanges(
  { type: old }: JsonSchema,
  { type: now }: JsonSchema,
  pointer: string,
): readonly Change[] {
  if (now === undefined || now === old || (old === "integer" && now === "number")) return [];
  return [breaking(pointer, `type narrowed: was ${typeName(old)}, is ${typeName(now)}`)];
}

const typeName = (type: unknown): string => (typeof type === "string" ? type : "anything");

function memberChanges(old: JsonSchema, now: JsonSchema, pointer: string): readonly Change[] {
  const [before, after] = [membersOf(old), membersOf(now)];
  if (after === undefined) return [];
  if (before === undefined) return [breaking(pointer, `limited to ${list(after)}`)];
  const gone = before.filter((member) => !after.includes(member));
  return gone.length === 0 ? [] : [breaking(pointer, `enum member removed: ${list(gone)}`)];
}

const membersOf = (schema: JsonSchema): readonly string[] | undefined => {
  if (schema["const"] !== undefined) return [JSON.stringify(schema["const"])];
  return Array.isArray(schema["enum"]) ? schema["enum"].map((member) => JSON.stringify(member)) : undefined;
};

const list = (members: readonly string[]): string => members.join(", ");

function assertions(old: JsonSchema, now: JsonSchema, pointer: string): readonly Change[] {
  return Object.keys(now).flatMap((keyword) => {
    if (elsewhere.has(keyword) || keyword.startsWith("x-")) return [];
    const [before, after] = [old[keyword], now[keyword]];
    if (JSON.stringify(before) === JSON.stringify(after) || isLooser(keyword, before, after)) return [];
    return [breaking(pointer, `${nameOf(keyword)} ${shown(before)} → ${shown(after)}`)];
  });
}

function isLooser(keyword: string, before: unknown, after: unknown): boolean {
  if (keyword === "uniqueItems") return after === false;
  if (typeof before !== "number" || typeof after !== "number") return false;
  if (lower.includes(keyword)) return after <= before;
  if (upper.includes(keyword)) return after >= before;
  return keyword === "multipleOf" && Number.isInteger(before / after);
}

const nameOf = (keyword: string): string =>
  [...lower, ...upper].includes(keyword) ? `bound tightened: ${keyword}` : `${keyword} changed:`;

const shown = (value: unknown): string => (value === undefined ? "none" : JSON.stringify(value));
