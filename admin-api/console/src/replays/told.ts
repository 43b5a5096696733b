import { queryOfTerms } from "../parts/query-terms.ts";
import { manyOf } from "../parts/words.ts";
import type { Replay } from "./outcomes.ts";
import { optionsOf } from "./scope.ts";

const kinds = { failures: "Replay of failures", backfill: "Backfill", reapply: "Re-apply" } as const;

/** What a replay sends: failures, a route's past, or what a vendor lost. */
export const kindWords = ({ kind }: Replay): string => kinds[kind];

/** Why it was begun; of one that a recipe began, why that was made, and which it is. */
export function purposeOf({ reason }: Pick<Replay, "reason">): {
  readonly words: string;
  readonly recipe?: string;
} {
  const [, recipe, words] = /^recipe ([\da-f-]{36}): (.*)$/s.exec(reason) ?? [];
  return recipe === undefined || words === undefined ? { words: reason } : { words, recipe };
}

/** What was selected, in words. */
export function selectionWords({ kind, selection, selected, routes }: Replay): string {
  const of = routes.length > 0 ? ` of ${routes.join(", ")}` : "";
  const asked = asRecord(selection);
  if (kind !== "failures" && "from" in asked)
    return `${String(asked["from"])} to ${String(asked["to"])}${of}`;
  if ("ids" in asked) return `${manyOf(selected, "failure")}${of}, by id`;
  const filter = Object.entries(plain(asked["filter"])).map(termWords);
  return `${manyOf(selected, "failure")}${of}: ${filter.join(", ")}`;
}

function termWords([name, value]: readonly [name: string, value: string]): string {
  if (name !== "ofGroups") return `${name} ${value}`;
  return value.startsWith("id:") ? manyOf(value.split(",").length, "group") : `of groups that match ${value}`;
}

/** The group of which it was, where it was of one. */
export function groupOf({ selection }: Replay): string | undefined {
  const group = plain(asRecord(selection)["filter"])["group"];
  return group === "none" ? undefined : group;
}

/** The groups that it names, one or more. */
export function groupsOf(replay: Replay): readonly string[] {
  const { ids } = asRecord(asRecord(asRecord(replay.selection)["filter"])["ofGroups"]);
  if (Array.isArray(ids)) return ids.map(String);
  const group = groupOf(replay);
  return group === undefined ? [] : [group];
}

/** The same by command. */
export function commandOf(replay: Replay): string {
  const { kind, selection, reason, ratePerSecond, ramp, state, startAt } = replay;
  const asked = asRecord(selection);
  const how = `${ratePerSecond === null ? "" : ` --rate ${ratePerSecond}`} --reason ${JSON.stringify(reason)}`;
  if (kind === "failures") {
    const scope =
      "ids" in asked
        ? { ids: asked["ids"] as readonly string[], words: "" }
        : { filter: plain(asked["filter"]) };
    const steps = ramp === null ? "" : ` --ramp ${ramp.join(",")}`;
    const start = state === "scheduled" && startAt !== null ? ` --at ${startAt}` : "";
    return `npx spindle replay start ${optionsOf(scope)}${steps}${start}${how}`;
  }
  if ("ids" in asked) return `npx spindle reapply ${(asked["ids"] as readonly string[]).join(" ")}${how}`;
  return `npx spindle ${kind} ${optionsOf({ filter: plain(asked) })}${how}`;
}

/** Stored names are those of the engine; people filter by those of the API. */
const names: Readonly<Record<string, string>> = { states: "state", texts: "q" };

function plain(filter: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(asRecord(filter)).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(
    entries.map(([name, value]) => [
      names[name] ?? name,
      name === "ofGroups" ? groupTerms(value) : textOf(value),
    ]),
  );
}

/** A stored filter of groups as the terms that it was: `state:open,regressed "card is"`. */
const groupTerms = (filter: unknown): string =>
  queryOfTerms(
    Object.entries(asRecord(filter)).map(([name, value]) =>
      name === "text"
        ? { value: textOf(value) }
        : { name: { ids: "id", states: "state" }[name] ?? name, value: textOf(value) },
    ),
  );

/** A stored value as people type it: `dead,blocked`, `orderId:123`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join(",");
  const { path, value: wanted } = asRecord(value);
  return typeof path === "string" ? `${path}:${textOf(wanted)}` : JSON.stringify(value);
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
