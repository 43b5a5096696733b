import type { Answer } from "../../api/queries.ts";
import type { paths } from "../../api/schema.gen.ts";
import { queryOfTerms, termsOf, type Term } from "../../parts/query-terms.ts";
import { manyOf } from "../../parts/words.ts";

type GroupQuery = NonNullable<paths["/api/v1/failure-groups"]["get"]["parameters"]["query"]>;
type TallyQuery = paths["/api/v1/failure-tallies"]["get"]["parameters"]["query"];

/** What narrows the list, besides its state. */
export const narrowing = [
  "route",
  "connection",
  "type",
  "source",
  "code",
  "owner",
  "from",
  "to",
  "q",
] as const;

/** The query of the screen, as its address has it. */
export type Query = Readonly<
  Partial<Record<"status" | "groupBy" | "sort" | "cursor" | (typeof narrowing)[number], string>>
>;

/** What narrows the list now. */
const narrowedBy = (query: Query): readonly (readonly [name: (typeof narrowing)[number], value: string])[] =>
  narrowing.flatMap((name) => {
    const value = query[name];
    return value === undefined ? [] : [[name, value] as const];
  });

/** Text has no name. */
const termOf = ([name, value]: readonly [name: string, value: string]): Term =>
  name === "q" ? { value } : { name, value };

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);

/** What narrows the list, as the admin API takes it. */
export const narrowedOf = (query: Query): Readonly<Record<string, string>> =>
  Object.fromEntries(
    narrowedBy(query).map(([name, value]) => [name, isDay(value) ? `${value}T00:00:00Z` : value]),
  );

/** What has regressed is open again. */
const statesOf = (status: string): string => (status === "open" ? "open,regressed" : status);

/** A resolved group is shown although nothing is left in it. */
const filterOf = ({ status = "open", ...query }: Query) => ({
  ...narrowedOf(query),
  ...(status !== "all" && { state: statesOf(status) }),
  ...((status === "resolved" || status === "all") && { includeSettled: "true" as const }),
});

/** The groups that the screen lists, on all its pages, as terms that failures are filtered by. */
export const groupTermsOf = ({ status = "open", ...query }: Query): string => {
  const { q, ...named } = narrowedOf(query);
  return queryOfTerms([
    { name: "state", value: status === "all" ? everyState : statesOf(status) },
    ...Object.entries(named).map(([name, value]) => ({ name, value })),
    ...(q === undefined ? [] : [{ value: q }]),
  ]);
};

/** The same as a filter of groups, which always says in which states. */
export const groupsFilterOf = (query: Query) => ({ state: everyState, ...filterOf(query) });

const everyState = "open,acknowledged,snoozed,resolved,regressed";

/** The same in words: "all 12 open groups that match route:a.b". */
export function allGroupsWords({ status = "open", ...query }: Query, groups: number): string {
  const narrowed = queryOfTerms(narrowedBy(query).map(termOf));
  const which = status === "all" ? manyOf(groups, "group") : manyOf(groups, `${status} group`);
  return `all ${which}${narrowed === "" ? "" : ` that match ${narrowed}`}`;
}

/** The query of the screen as the list of groups takes it. */
export const groupQueryOf = ({ sort, cursor, ...query }: Query) => ({
  ...filterOf(query),
  sort: sort as GroupQuery["sort"],
  cursor,
});

/** The query of the screen as the tallies take it. */
export const tallyQueryOf = (query: Query, groupBy: string) => ({
  ...filterOf(query),
  groupBy: groupBy as TallyQuery["groupBy"],
});

/** The search that the address says: terms, and text. */
export function searchOf(query: Query): string {
  const named = narrowedBy(query).filter(([name]) => name !== "q");
  const terms = queryOfTerms(named.map(termOf));
  return [terms, query.q].filter(Boolean).join(" ");
}

/** What somebody searched for, as the address says it: terms that have a name here, and the rest as text. */
export function searchedQuery(text: string): Readonly<Record<string, string | undefined>> {
  const terms = termsOf(text);
  const isNamed = ({ name }: Term) => name !== undefined && narrowing.some((each) => each === name);
  const words = terms
    .filter((term) => !isNamed(term))
    .map(({ name, value }) => (name === undefined ? value : `${name}:${value}`));
  return {
    ...Object.fromEntries(narrowing.map((name) => [name, undefined])),
    ...Object.fromEntries(terms.filter(isNamed).map(({ name, value }) => [name, value])),
    q: words.length === 0 ? undefined : words.join(" "),
    cursor: undefined,
  };
}

/** How many groups there are in each state. */
export type Counts = Answer<"/api/v1/failure-groups">["counts"];

/** The tabs, each with how many groups it has; also settled groups count as resolved, and among all. */
export const tabsOf = (counts: Counts | undefined, settled: Counts | undefined) => [
  { name: "open", words: "Open", count: counts && counts.open + counts.regressed },
  { name: "acknowledged", words: "Acknowledged", count: counts?.acknowledged },
  { name: "snoozed", words: "Snoozed", count: counts?.snoozed },
  { name: "resolved", words: "Resolved", count: settled?.resolved },
  { name: "all", words: "All", count: settled?.all },
];
