import { Link, type LinkProps } from "@tanstack/react-router";
import { useRef, type ReactNode } from "react";
import { classes } from "./classes.ts";
import { QueryLink } from "./query-link.tsx";
import type { Selection } from "./selection.ts";
import { useShortcuts } from "./shortcuts.ts";
import "./list.css";

/** A column: its heading, and what a row shows there. */
export type Column<Row> = {
  readonly name: string;
  readonly words: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** Takes the room that the others leave. */
  readonly isWide?: boolean;
  /** Left out on a phone. */
  readonly isMinor?: boolean;
  /** Sorts the list by it: the value of the parameter `sort`. */
  readonly sort?: string;
};

type ListProps<Row> = {
  /** What it lists, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  /** Where a row leads. The first column is its link. */
  readonly linkOf?: (row: Row) => Pick<LinkProps, "to" | "params" | "search">;
  readonly selection?: Selection;
  readonly sortedBy?: string;
  /** At the end of a row: its menu. */
  readonly actions?: (row: Row) => ReactNode;
  /** Keys that act on the row with the focus: `{ r: (row) => … }`. */
  readonly letters?: Readonly<Record<string, { readonly words: string; readonly act: (row: Row) => void }>>;
  /** The row that is open beside the list. */
  readonly current?: string | undefined;
  /** What Enter does on a row, where that is more than its link, which a click follows. */
  readonly onEnter?: (row: Row) => void;
};

/** A list with one row a line: `j` and `k` move, `x` selects, Enter opens. On a phone a row is a card. */
export function List<Row>({
  label,
  rows,
  columns,
  idOf,
  linkOf,
  selection,
  sortedBy,
  actions,
  letters = {},
  current,
  onEnter,
}: ListProps<Row>) {
  const table = useRef<HTMLTableElement>(null);
  useRowKeys({ table, rows, idOf, selection, letters });
  const allChosen =
    selection !== undefined && rows.length > 0 && rows.every((row) => selection.ids.has(idOf(row)));
  return (
    <div className="list-scroll" tabIndex={-1}>
      <table className="list" ref={table} aria-label={label}>
        <thead>
          <tr>
            {selection && (
              <th className="list-check" scope="col">
                <input
                  type="checkbox"
                  aria-label="Select all on this page"
                  checked={allChosen}
                  onChange={() => (allChosen ? selection.clear() : selection.set(rows.map(idOf)))}
                />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                className={classOf(column)}
                aria-sort={column.sort !== undefined && column.sort === sortedBy ? "descending" : undefined}
              >
                {column.sort === undefined ? (
                  column.words
                ) : (
                  <QueryLink set={{ sort: column.sort, cursor: undefined }}>
                    {column.words}
                    {column.sort === sortedBy && " ↓"}
                  </QueryLink>
                )}
              </th>
            ))}
            {actions && (
              <th scope="col" className="list-actions">
                <span className="visually-hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = idOf(row);
            const isChosen = selection?.ids.has(id) ?? false;
            return (
              <tr
                key={id}
                data-row={id}
                className={classes(isChosen && "chosen", current === id && "current")}
                tabIndex={linkOf ? undefined : -1}
              >
                {selection && (
                  <td className="list-check">
                    <input
                      type="checkbox"
                      aria-label={`Select ${id}`}
                      checked={isChosen || selection.isAll}
                      onClick={(event) =>
                        event.shiftKey
                          ? selection.add(idsBetween(rows.map(idOf), selection, id))
                          : selection.toggle(id)
                      }
                      onChange={() => undefined}
                    />
                  </td>
                )}
                {columns.map((column, index) => (
                  <td key={column.name} className={classOf(column)} data-words={column.words}>
                    {index === 0 && linkOf ? (
                      <Link
                        {...linkOf(row)}
                        className="list-link"
                        data-row-link=""
                        onKeyDown={(event) => {
                          if (!onEnter || event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
                          event.preventDefault();
                          onEnter(row);
                        }}
                      >
                        {column.cell(row)}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
                {actions && <td className="list-actions">{actions(row)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const classOf = <Row,>({ isNumber, isWide, isMinor }: Column<Row>): string =>
  classes(isNumber && "numbers right", isWide && "wide", isMinor && "minor");

/** From the last chosen row to this one, as a click with Shift means it. */
function idsBetween(ids: readonly string[], selection: Selection, to: string): readonly string[] {
  const last = [...selection.ids].at(-1);
  const [from, until] = [ids.indexOf(last ?? to), ids.indexOf(to)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  return from < 0 ? [to] : ids.slice(from, until + 1);
}

type RowKeys<Row> = Pick<ListProps<Row>, "rows" | "idOf" | "letters"> & {
  readonly selection: Selection | undefined;
  readonly table: { readonly current: HTMLTableElement | null };
};

function useRowKeys<Row>({ table, rows, idOf, selection, letters = {} }: RowKeys<Row>): void {
  const focused = () =>
    document.activeElement?.closest("tr[data-row]")?.getAttribute("data-row") ?? undefined;
  const indexOfFocus = () => rows.findIndex((row) => idOf(row) === focused());
  const move = (by: number): Row | undefined => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, indexOfFocus() + by))];
    if (next === undefined) return undefined;
    const line = [...(table.current?.querySelectorAll<HTMLElement>("tr[data-row]") ?? [])].find(
      ({ dataset }) => dataset["row"] === idOf(next),
    );
    (line?.querySelector<HTMLElement>("[data-row-link]") ?? line)?.focus();
    return next;
  };
  const extend = (by: number) => {
    const from = rows[indexOfFocus()];
    const to = move(by);
    selection?.add([from, to].flatMap((row) => (row === undefined ? [] : [idOf(row)])));
  };
  const onFocused = (act: (row: Row) => void) => () => {
    const row = rows[indexOfFocus()];
    if (row !== undefined) act(row);
  };
  useShortcuts([
    { keys: "j", words: "Next row", act: () => void move(1) },
    { keys: "k", words: "Former row", act: () => void move(-1) },
    ...(selection
      ? [
          { keys: "x", words: "Select the row", act: onFocused((row) => selection.toggle(idOf(row))) },
          { keys: "shift+j", words: "Select on, downwards", act: () => extend(1) },
          { keys: "shift+k", words: "Select on, upwards", act: () => extend(-1) },
        ]
      : []),
    ...Object.entries(letters).map(([keys, { words, act }]) => ({ keys, words, act: onFocused(act) })),
  ]);
}
