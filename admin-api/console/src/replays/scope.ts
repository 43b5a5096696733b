import type { paths } from "../api/schema.gen.ts";
import { countOf, nearlyWords, type Nearly } from "../parts/words.ts";

/** What `GET failures` and a selection filter by. */
export type FailureFilter = Omit<
  NonNullable<paths["/api/v1/failures"]["get"]["parameters"]["query"]>,
  "cursor" | "limit"
>;

/** Those that a filter finds, with how many that were when the person looked, and where it is known which. */
export type FilterScope = {
  readonly filter: FailureFilter;
  readonly expectedCount: number;
  /** How sure that number is. */
  readonly nearly?: Nearly;
  readonly expectedChecksum?: string | null;
  readonly words: string;
};

/**
 * Which failures are meant: those named, or those that a filter finds. `words`
 * complete "12 failures …": `of paytronix-us.accruePoints`, `that you chose`.
 */
export type ReplayScope = { readonly ids: readonly string[]; readonly words: string } | FilterScope;

/** What was named, or what a filter had found when the person looked. */
type Expected =
  | { readonly ids: readonly string[] }
  | Pick<FilterScope, "expectedCount" | "nearly" | "expectedChecksum">;

/** What a person has seen last: how many, and which. */
type Seen = { readonly count: number; readonly checksum?: string | null | undefined };

/** The selection that the admin API takes. */
export const selectionOf = (scope: ReplayScope, { count, checksum }: Seen) =>
  "ids" in scope
    ? { ids: [...scope.ids] }
    : {
        filter: scope.filter,
        expectedCount: count,
        ...(typeof checksum === "string" && { expectedChecksum: checksum }),
      };

/** How what a filter finds now differs from when the person looked, in words. */
export function changeSince(scope: Expected, { count, checksum }: Seen): string | undefined {
  const expected = expectedOf(scope);
  const nearly = "ids" in scope ? undefined : scope.nearly;
  if (count !== expected)
    return `It was ${nearlyWords(nearly, expected)} when you looked, and is ${countOf(count)} now.`;
  if ("ids" in scope || typeof scope.expectedChecksum !== "string") return undefined;
  return checksum === scope.expectedChecksum
    ? undefined
    : "As many as when you looked, but not the same ones: some have gone, and others came.";
}

/** How many it was when the person looked. */
export const expectedOf = (scope: Expected): number =>
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
