import type { paths } from "../api/schema.gen.ts";

/** What `GET failures` and a selection filter by. */
export type FailureFilter = Omit<
  NonNullable<paths["/api/v1/failures"]["get"]["parameters"]["query"]>,
  "cursor" | "limit"
>;

/**
 * Which failures are meant: those named, or those that a filter finds, with how many that were when the person looked. `words`
 * complete "12 failures …": `of paytronix-us.accruePoints`, `that you chose`.
 */
export type ReplayScope =
  | { readonly ids: readonly string[]; readonly words: string }
  | { readonly filter: FailureFilter; readonly expectedCount: number; readonly words: string };

/** The selection that the admin API takes; `count` is what the person has seen last. */
export const selectionOf = (scope: ReplayScope, count: number) =>
  "ids" in scope ? { ids: [...scope.ids] } : { filter: scope.filter, expectedCount: count };

/** How many it was when the person looked. */
export const expectedOf = (scope: ReplayScope): number =>
  "ids" in scope ? scope.ids.length : scope.expectedCount;

/** The scope as options of the command `spindle`. */
export function optionsOf(scope: ReplayScope | { readonly filter: FailureFilter }): string {
  if ("ids" in scope) return `--ids ${scope.ids.map(quoted).join(" ")}`;
  return Object.entries(scope.filter)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`--${optionNames[name] ?? name} ${quoted(value)}`],
    )
    .join(" ");
}

const optionNames: Readonly<Record<string, string>> = {
  entityKey: "entity-key",
  ofGroups: "of-groups",
  payload: "payload-value",
};

/** A text as a shell takes it whole. */
const quoted = (text: string): string =>
  /^[\w.:@/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
