import { Search as SearchIcon, X } from "lucide-react";
import { useState } from "react";
import { QueryLink, useSetQuery } from "../../parts/query-link.tsx";
import { useNow } from "../../parts/time.tsx";
import "../../parts/search-box.css";
import { chipsOf, typedQuery, type Query } from "./query.ts";
import "./filter-bar.css";

/** Search, chips of what narrows the list, by what it is grouped, and how it is sorted. */
export function FilterBar({ query }: { readonly query: Query }) {
  const setQuery = useSetQuery();
  return (
    <div className="filter-bar">
      <Search key={query.q} text={query.q ?? ""} />
      <Choice
        label="Group by"
        value={query.groupBy ?? "cause"}
        options={groupings}
        onChoose={(groupBy) =>
          setQuery({ groupBy: groupBy === "cause" ? undefined : groupBy, cursor: undefined })
        }
      />
      {query.groupBy === undefined && (
        <Choice
          label="Sort by"
          value={query.sort ?? "lastSeen"}
          options={sorts}
          onChoose={(sort) => setQuery({ sort: sort === "lastSeen" ? undefined : sort, cursor: undefined })}
        />
      )}
      <Seen from={query.from} />
      <ul className="row chips" aria-label="Filters">
        {chipsOf(query).map(([name, value]) => (
          <li key={name}>
            <QueryLink set={{ [name]: undefined, cursor: undefined }} className="chip">
              {name === "q" ? "text" : name}: {value}
              <X aria-hidden="true" />
              <span className="visually-hidden">, take this filter out</span>
            </QueryLink>
          </li>
        ))}
      </ul>
    </div>
  );
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

function Search({ text }: { readonly text: string }) {
  const [typed, setTyped] = useState(text);
  const setQuery = useSetQuery();
  return (
    <form
      role="search"
      className="search-box filter-search"
      onSubmit={(event) => {
        event.preventDefault();
        setQuery(typedQuery(typed));
      }}
    >
      <SearchIcon aria-hidden="true" />
      <input
        className="input"
        type="search"
        value={typed}
        aria-label="Search groups: text of title or code, or terms"
        placeholder="Text, route:…, connection:…, type:…, code:…"
        onChange={({ target }) => setTyped(target.value)}
      />
    </form>
  );
}

const hourMs = 3_600_000;
const spans = [
  ["", "Any time"],
  ["1", "Last hour"],
  ["24", "Last 24 hours"],
  ["168", "Last 7 days"],
] as const;

/** When groups were last seen; the moment is part of the address, so that a link shows the same. */
function Seen({ from }: { readonly from: string | undefined }) {
  const setQuery = useSetQuery();
  const now = useNow();
  const options = from === undefined ? spans : ([...spans, [from, "Since a moment"]] as const);
  return (
    <Choice
      label="Seen"
      value={from ?? ""}
      options={options}
      onChoose={(hours) =>
        setQuery({
          from: hours === "" ? undefined : new Date(now - Number(hours) * hourMs).toISOString(),
          cursor: undefined,
        })
      }
    />
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
};

const Choice = ({ label, value, options, onChoose }: ChoiceProps) => (
  <label className="row filter-choice">
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
