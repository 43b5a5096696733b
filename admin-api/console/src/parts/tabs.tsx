import { QueryLink } from "./query-link.tsx";
import { countOf } from "./words.ts";
import "./tabs.css";

type Tab = { readonly name: string; readonly words: string; readonly count?: number | undefined };

/** Views of a screen, each with an address of its own: a parameter of the query. What else the query says stays. */
export function Tabs({
  label,
  tabs,
  param,
  value,
  clears = [],
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly param: string;
  readonly value: string;
  readonly clears?: readonly string[];
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ name, words, count }) => (
        <QueryLink
          key={name}
          set={{
            ...Object.fromEntries(clears.map((each) => [each, undefined])),
            [param]: name === tabs[0]?.name ? undefined : name,
          }}
          className="tab"
          isCurrent={name === value}
        >
          {words}
          {count !== undefined && <span className="tab-count numbers">{countOf(count)}</span>}
        </QueryLink>
      ))}
    </nav>
  );
}
