import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { columnsFor } from "../../messages/columns.tsx";
import { useSearchFields } from "../../messages/search-fields.ts";
import { ColumnMenu } from "../../parts/column-menu.tsx";
import { queryOfTerms } from "../../parts/query-terms.ts";
import { useSetQuery } from "../../parts/query-link.tsx";
import { TermSearch } from "../../parts/term-search.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { columnsOf } from "./message-list.tsx";
import { failureFilterOf, fieldsOfAll, isOfFailures, namedIn, type View } from "./views.ts";

/** What narrows the list, and which columns it has. What the address names besides the search is shown with it. */
export function MessageSearch({ view }: { readonly view: View }) {
  const search = useSearch({ from: "/shell/messages" });
  const setQuery = useSetQuery();
  const all = useSearchFields();
  const fields = useMemo(() => (isOfFailures(view) ? all : fieldsOfAll(all)), [all, view]);
  const named = namedIn(search);
  const query = [queryOfTerms(named), search.q].filter(Boolean).join(" ");
  const moved = Object.fromEntries(named.map(({ name }) => [name, undefined]));
  return (
    <div className="messages-search">
      <TermSearch
        label="Search messages"
        placeholder={
          isOfFailures(view)
            ? "Search: state, route, code, payload.…, or any text"
            : "Search: state, route, type, source, or any text"
        }
        query={query}
        fields={fields}
        onChange={(q) =>
          setQuery({ ...moved, q: q === "" ? undefined : q, cursor: undefined, open: undefined })
        }
      />
      <ColumnMenu
        columns={columnsFor(isOfFailures(view) ? "failures" : "messages").filter(
          ({ name }) => name !== "key",
        )}
        shown={columnsOf(search.columns)}
      />
      {isOfFailures(view) && <ExportMenu filter={failureFilterOf(view, search)} />}
    </div>
  );
}
