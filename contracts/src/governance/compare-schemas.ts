import { escapeStep, isRecord } from "../pointer.ts";
import type { JsonSchema } from "../registry.ts";
import { alternativesOf, placed, type Placed } from "./alternatives.ts";
import { breaking, compatible, isBreaking, type Change } from "./change.ts";
import { compareKeywords, typeChanges } from "./compare-keywords.ts";

/**
 * What changed between two JSON Schemas. Where data exists that the old one takes and the new one refuses, a change is
 * breaking; the reverse may not hold: what cannot be told is called breaking.
 */
export function compareSchemas(old: JsonSchema, now: JsonSchema): readonly Change[] {
  return compare(placed(old, old), placed(now, now), "", []);
}

/** The pairs above, so that a schema that contains itself ends. */
type Above = readonly (readonly [JsonSchema, JsonSchema])[];

/** Each alternative that there was must fit into one that there is. */
function compare(old: Placed, now: Placed, pointer: string, above: Above): readonly Change[] {
  if (above.some(([before, after]) => before === old.schema && after === now.schema)) return [];
  const within: Above = [...above, [old.schema, now.schema]];
  const [before, after] = [alternativesOf(old), alternativesOf(now)];
  const changes = before.flatMap((each) =>
    leastOf(
      likest(each, after).map((other) => compareSimple(each, other, pointer, within)),
      pointer,
    ),
  );
  const added = after.length - before.length;
  if (added > 0)
    return [...changes, compatible(pointer, `${added} more alternatives: consumers must know them`)];
  return changes;
}

/** Those of the same type, where there are any: of an object that may be null it is the object that has changed. */
function likest({ schema }: Placed, others: readonly Placed[]): readonly Placed[] {
  const same = others.filter((other) => typeChanges(schema, other.schema, "").length === 0);
  return same.length > 0 ? same : others;
}

/** Of the comparisons with each alternative, the one that breaks least. */
function leastOf(comparisons: readonly (readonly Change[])[], pointer: string): readonly Change[] {
  const weight = (changes: readonly Change[]) => changes.filter(isBreaking).length;
  const [first] = comparisons.toSorted((one, other) => weight(one) - weight(other));
  return first ?? [breaking(pointer, "nothing is allowed here any more")];
}

function compareSimple(old: Placed, now: Placed, pointer: string, above: Above): readonly Change[] {
  const types = typeChanges(old.schema, now.schema, pointer);
  // Of another type there is nothing more to say.
  if (types.length > 0) return types;
  const inner = (name: string, place: string) => {
    const next = now.schema[name];
    if (next === undefined) return [];
    return compare(placed(old.schema[name], old.root), placed(next, now.root), place, above);
  };
  return [
    ...compareKeywords(old.schema, now.schema, pointer),
    ...requiredChanges(old.schema, now.schema, pointer),
    ...propertyChanges(old, now, pointer, above),
    ...inner("items", `${pointer}/*`),
    ...inner("propertyNames", pointer),
  ];
}

function requiredChanges(old: JsonSchema, now: JsonSchema, pointer: string): readonly Change[] {
  const [before, after] = [requiredOf(old), requiredOf(now)];
  const field = (name: string) => `${pointer}/${escapeStep(name)}`;
  return [
    ...after.filter((name) => !before.includes(name)).map((name) => breaking(field(name), "required added")),
    ...before
      .filter((name) => !after.includes(name) && hasOwn(now["properties"], name))
      .map((name) => compatible(field(name), "optional now: consumers may miss it")),
  ];
}

const requiredOf = ({ required }: JsonSchema): readonly string[] =>
  Array.isArray(required) ? required.map(String) : [];

function propertyChanges(old: Placed, now: Placed, pointer: string, above: Above): readonly Change[] {
  const [before, after] = [old.schema["properties"], now.schema["properties"]];
  const [beside, nowBeside] = [old.schema["additionalProperties"], now.schema["additionalProperties"]];
  const names = new Set([...keysOf(before), ...keysOf(after)]);
  const changes = [...names].flatMap((name) => {
    const place = `${pointer}/${escapeStep(name)}`;
    const was = hasOwn(before, name) ? before[name] : beside;
    const is = hasOwn(after, name) ? after[name] : nowBeside;
    if (was === false) return is === false ? [] : [compatible(place, "field added")];
    if (is === false) return [breaking(place, "field removed")];
    return compare(placed(was, old.root), placed(is, now.root), place, above);
  });
  if (nowBeside === undefined || nowBeside === true || beside === false) return changes;
  if (nowBeside === false) return [...changes, breaking(`${pointer}/*`, "unknown fields are refused now")];
  return [
    ...changes,
    ...compare(placed(beside, old.root), placed(nowBeside, now.root), `${pointer}/*`, above),
  ];
}

const keysOf = (value: unknown): readonly string[] => (isRecord(value) ? Object.keys(value) : []);

const hasOwn = (value: unknown, name: string): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.hasOwn(value, name);
