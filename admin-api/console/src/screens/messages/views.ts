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
  Partial<Record<"q" | "state" | "type" | "route" | "connection" | "from" | "to", string>>
>;

const fields = ["type", "route", "connection", "from", "to"] as const;
type Query = Readonly<Record<string, string>>;

const given = (asked: Asked): Query =>
  Object.fromEntries(fields.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])));

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

/** The filter of a view of all messages, and the terms of the search that it does not know. */
export function messageFilterOf(
  view: View,
  asked: Asked,
): { readonly filter: Query; readonly unknown: readonly Term[] } {
  const terms = termsOf(asked.q ?? "");
  const isKnown = ({ name }: Term) => name !== undefined && messageFields.includes(name);
  const named = Object.fromEntries(terms.filter(isKnown).map(({ name, value }) => [name, value]));
  const ofView: Query = view.name === "delayed" ? { state: "waiting" } : {};
  return {
    filter: {
      ...ofView,
      ...given(asked),
      ...(asked.state !== undefined && { state: asked.state }),
      ...named,
    },
    unknown: terms.filter((term) => !isKnown(term)),
  };
}
