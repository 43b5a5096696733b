import { useEffect, useRef } from "react";
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
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone they stand in one row, of which the current one may be out of sight; only the row is scrolled, not the page.
    const current = row.current?.querySelector<HTMLElement>("[aria-current]");
    if (current) row.current?.scrollTo({ left: current.offsetLeft - row.current.clientWidth / 3 });
  }, [value]);
  return (
    <nav className="tabs" aria-label={label} ref={row}>
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
