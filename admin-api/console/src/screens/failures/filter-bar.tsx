import { useRead } from "../../api/queries.ts";
import { useSearchFields } from "../../messages/search-fields.ts";
import { useSetQuery } from "../../parts/query-link.tsx";
import type { SearchField } from "../../parts/search-suggestions.ts";
import { TermSearch } from "../../parts/term-search.tsx";
import { narrowing, searchedQuery, searchOf, type Query } from "./query.ts";
import "./filter-bar.css";

/** What narrows the list, by what it is put together, and how it is sorted. */
export function FilterBar({ query }: { readonly query: Query }) {
  const setQuery = useSetQuery();
  const choose = (name: string, usual: string) => (value: string) =>
    setQuery({ [name]: value === usual ? undefined : value, cursor: undefined });
  return (
    <div className="filter-bar">
      <TermSearch
        label="Search groups"
        placeholder="Search: route, type, source, code, owner, or text of the title"
        query={searchOf(query)}
        fields={useGroupFields()}
        onChange={(text) => setQuery(searchedQuery(text))}
      />
      <Choice
        label="Group by"
        value={query.groupBy ?? "cause"}
        options={groupings}
        onChoose={choose("groupBy", "cause")}
      />
      {query.groupBy === undefined && (
        <Choice
          label="Sort by"
          value={query.sort ?? "lastSeen"}
          options={sorts}
          onChoose={choose("sort", "lastSeen")}
        />
      )}
    </div>
  );
}

/** What groups can be searched by: some of what failures can, and their own. */
function useGroupFields(): readonly SearchField[] {
  const fields = useSearchFields().filter(({ name }) => narrowing.some((each) => each === name));
  const times = [
    { name: "from", words: "last seen since" },
    { name: "to", words: "first seen before" },
  ];
  const others = fields.filter(({ name }) => name !== "from" && name !== "to");
  return [...others, useSourceField(), { name: "owner", words: "who has it" }, ...times];
}

/** Offered are those that sent the most in the last day. */
function useSourceField(): SearchField {
  const contracts = useRead("/api/v1/contracts").data?.data ?? [];
  const sources = new Set(contracts.flatMap(({ lastDay }) => lastDay.sources.map(({ source }) => source)));
  return { name: "source", words: "where it came from, or how that begins: /pos/*", values: [...sources] };
}

const groupings = [
  ["cause", "Cause"],
  ["route", "Route"],
  ["connection", "Adapter"],
  ["type", "Type"],
  ["code", "Error code"],
] as const;

const sorts = [
  ["lastSeen", "Last seen"],
  ["firstSeen", "First seen"],
  ["count", "Failures"],
  ["trend", "Trend"],
] as const;

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
};

const Choice = ({ label, value, options, onChoose }: ChoiceProps) => (
  <label className="filter-choice">
    <span className="faint">{label}</span>
    <select className="input" value={value} onChange={({ target }) => onChoose(target.value)}>
      {options.map(([name, words]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </select>
  </label>
);
