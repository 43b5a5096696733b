import { getRouteApi, Link } from "@tanstack/react-router";
import { useRead, type Answer } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { SearchBox } from "../../parts/search-box.tsx";
import { countOf } from "../../parts/words.ts";
import "./redaction.css";

type Rules = Answer<"/api/v1/redaction">;
type Contract = Rules["contracts"][number];

const route = getRouteApi("/shell/settings");

const placesOf = ({ hidden }: Contract, of: Contract["hidden"][number]["class"]) => (
  <ul className="places">
    {hidden
      .filter((place) => place.class === of)
      .map(({ pointer }) => (
        <li key={pointer}>
          <code>{pointer}</code>
        </li>
      ))}
  </ul>
);

const columns: readonly Column<Contract>[] = [
  {
    name: "type",
    words: "Contract",
    cell: ({ type }) => (
      <Link to="/contracts/$type" params={{ type }} className="mono">
        {type}
      </Link>
    ),
  },
  {
    name: "subject",
    words: "Sealed under the key of",
    isNamed: true,
    cell: ({ subject }) => (subject ? <code>{subject}</code> : <span className="faint">nobody</span>),
    isMinor: true,
  },
  {
    name: "personal",
    words: "Personal",
    isNamed: true,
    cell: (contract) => placesOf(contract, "personal"),
    isWide: true,
  },
  {
    name: "sensitive",
    words: "Sensitive",
    isNamed: true,
    cell: (contract) => placesOf(contract, "sensitive"),
  },
];

/** By which rules values are hidden. They come from the contracts and from Spindle; nobody sets them here. */
export function Redaction() {
  const rules = useRead("/api/v1/redaction");
  return (
    <Loaded of={rules} rows={8}>
      {(shown) => (
        <>
          <ByKey rules={shown} />
          <ByContract contracts={shown.contracts} />
        </>
      )}
    </Loaded>
  );
}

function ByContract({ contracts }: Pick<Rules, "contracts">) {
  const { q = "" } = route.useSearch();
  const words = q.toLowerCase();
  const found = contracts.filter(({ type, hidden }) =>
    [type, ...hidden.map(({ pointer }) => pointer)].some((text) => text.toLowerCase().includes(words)),
  );
  return (
    <Section title="By contract">
      <p>
        Hidden from whoever may not read payloads, and from all others until they ask with a reason. What a
        contract does not know is hidden by its key.
      </p>
      <SearchBox value={q} label="Find a contract or a place" />
      {found.length === 0 ? (
        <Empty title="No contract hides such a place" />
      ) : (
        <List label="Hidden by contract" rows={found} columns={columns} idOf={({ type }) => type} />
      )}
      <p className="faint" role="status">
        {countOf(found.length)} of {countOf(contracts.length)} contracts shown; * is every item
      </p>
    </Section>
  );
}

function ByKey({ rules: { keys, attributes } }: { readonly rules: Rules }) {
  return (
    <Section title="By key">
      <p>
        In requests to vendors and their answers, in headers (with _ for -) and in attributes, a value is
        shown only where its key vouches for it; of an answer the vendor’s own words are shown, too (keys that
        end with message, detail, description or text). Authorisation is added after a request is recorded,
        and is kept nowhere. Whatever the key, e-mail addresses and long runs of digits are hidden in what is
        shown.
      </p>
      <dl className="words">
        <Words title="Always hidden: keys with" words={keys.hidden} />
        <Words title="Shown: keys that are, or end with _ and" words={keys.shown} />
        <Words title="Shown: keys that end with" words={keys.shownEnds} />
        <Words title="Attributes that are always shown" words={attributes} />
      </dl>
    </Section>
  );
}

function Words({ title, words }: { readonly title: string; readonly words: readonly string[] }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="mono">{words.join(", ")}</dd>
    </div>
  );
}
