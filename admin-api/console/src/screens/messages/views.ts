import type { SearchField } from "../../parts/search-suggestions.ts";
import { termsOf, type Term } from "../../parts/query-terms.ts";

/** What people look for among messages; each has an address of its own. */
export const views = [
  { name: "failed", words: "Failed", states: "dead,blocked" },
  { name: "retrying", words: "Retrying", states: "running,waiting,queued,parked" },
  { name: "delayed", words: "Delayed" },
  { name: "inDoubt", words: "In doubt", states: "inDoubt" },
  { name: "discarded", words: "Discarded", states: "discarded" },
  { name: "settled", words: "Settled" },
  { name: "all", words: "All" },
] as const;

export type View = (typeof views)[number];

/** The view that an address names; without one what waits for a person. */
export const viewOf = (name: string | undefined): View =>
  views.find((view) => view.name === name) ?? views[0];

/** Whether a view lists failures, among which one can search by everything, choose and act. */
export const isOfFailures = (view: View): view is FailuresView => "states" in view;
export type FailuresView = Extract<View, { readonly states: string }>;

/** What the address of the screen says of what is looked for. */
export type Asked = Readonly<
  Partial<Record<"q" | "state" | "type" | "route" | "connection" | "from" | "to", string | undefined>>
>;

const fields = ["type", "route", "connection", "from", "to"] as const;
type Query = Readonly<Record<string, string>>;

const given = (asked: Asked): Query =>
  Object.fromEntries(fields.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])));

/** What an address names besides the search, as terms of it: links of other screens say `route=…`. */
export const namedIn = (asked: Asked): readonly Term[] =>
  (["state", ...fields] as const).flatMap((name) =>
    asked[name] === undefined ? [] : [{ name, value: asked[name] }],
  );

/** The filter of a view of failures. States that the search names are looked for in place of the view's. */
export function failureFilterOf(view: FailuresView, asked: Asked): Query {
  const namesStates = termsOf(asked.q ?? "").some(({ name }) => name === "state");
  return {
    ...given(asked),
    ...(!namesStates && { state: asked.state ?? view.states }),
    ...(asked.q !== undefined && { q: asked.q }),
  };
}

const messageFields = [
  "state",
  "route",
  "connection",
  "type",
  "source",
  "sourceId",
  "entityKey",
  "from",
  "to",
];
/** What a view of all messages can be searched by. */
export const fieldsOfAll = (ofFailures: readonly SearchField[]): readonly SearchField[] => [
  ...ofFailures.flatMap(({ name, words, ...rest }) =>
    messageFields.includes(name) ? [{ name, words: words.replace("last failed", "accepted"), ...rest }] : [],
  ),
  { name: "source", words: "who published it" },
  { name: "sourceId", words: "its id there" },
];

const oneState = /^[A-Za-z]+$/;
const aDay = /^\d{4}-\d\d-\d\d$/;

/** The filter of a view of all messages, and the terms of the search that it does not know. */
export function messageFilterOf(
  view: View,
  asked: Asked,
): { readonly filter: Query; readonly unknown: readonly Term[] } {
  const terms = [...namedIn(asked), ...termsOf(asked.q ?? "")];
  const [text] = terms.filter(({ name }) => name === undefined);
  const isKnown = (term: Term) => term === text || isField(term);
  const named = terms
    .filter(isField)
    .map(({ name, value }) => [name, aDay.test(value) ? `${value}T00:00:00Z` : value]);
  return {
    filter: {
      ...(view.name !== "all" && { view: view.name }),
      ...Object.fromEntries(named),
      ...(text && { q: text.value }),
    },
    unknown: terms.filter((term) => !isKnown(term)),
  };
}

const isField = ({ name = "", value }: Term): boolean =>
  messageFields.includes(name) && (name !== "state" || oneState.test(value));
