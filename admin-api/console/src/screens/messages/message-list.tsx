import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import { columnsFor } from "../../messages/columns.tsx";
import type { MessageRow } from "../../messages/rows.ts";
import { List } from "../../parts/list.tsx";
import type { Selection } from "../../parts/selection.ts";
import { useSetQuery } from "../../parts/query-link.tsx";
import { useRowActs } from "./row-acts.tsx";

type Props = { readonly rows: readonly MessageRow[]; readonly selection?: Selection };

const usual = "state,type,route,attempts,error,age";

/** The names of the columns that an address asks for, beside the first. */
export const columnsOf = (columns: string | undefined): readonly string[] => (columns ?? usual).split(",");

/** Rows of messages: one opens beside the list, Enter opens its page. */
export function MessageList({ rows, selection }: Props) {
  const search = useSearch({ from: "/shell/messages" });
  // On the way to another page the links of the one that is still shown can wait.
  const linked = useDeferredValue(search);
  const navigate = useNavigate();
  const setQuery = useSetQuery();
  const of = selection ? "failures" : "messages";
  const columns = useMemo(() => shownColumns(of, search.columns), [of, search.columns]);
  const { menu, letters, dialog } = useRowActs();
  return (
    <>
      <List
        label="Messages"
        rows={rows}
        columns={columns}
        idOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/messages", search: { ...linked, open: id } })}
        onEnter={({ messageId, route }) =>
          void navigate({
            to: "/messages/$id",
            params: { id: messageId },
            search: route === undefined ? {} : { route },
          })
        }
        letters={{
          ...letters,
          o: { words: "Open beside the list", act: ({ id }) => setQuery({ open: id }) },
        }}
        current={search.open}
        {...(selection && { selection })}
        menu={menu}
      />
      {dialog}
    </>
  );
}

function shownColumns(of: "failures" | "messages", asked: string | undefined) {
  const names = columnsOf(asked);
  return (
    columnsFor(of)
      .filter(({ name }) => name === "key" || names.includes(name))
      // What somebody chose is shown on a small screen, too.
      .map((column) => (asked === undefined ? column : { ...column, isMinor: false }))
  );
}
