import { useRef, type ReactNode } from "react";
import type { Column } from "./list-column.ts";
import { ListHead } from "./list-head.tsx";
import { ListRow, type RowLink } from "./list-row.tsx";
import { useRowKeys, type Letters } from "./row-keys.ts";
import type { Selection } from "./selection.ts";
import "./list.css";

export type { Column } from "./list-column.ts";

type ListProps<Row> = {
  /** What it lists, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  /** Where a row leads. The first column is its link. */
  readonly linkOf?: (row: Row) => RowLink;
  readonly selection?: Selection;
  readonly sortedBy?: string;
  /** At the end of a row: its menu. */
  readonly actions?: (row: Row) => ReactNode;
  /** Keys that act on the row with the focus: `{ r: (row) => … }`. */
  readonly letters?: Letters<Row>;
  /** The row that is open beside the list. */
  readonly current?: string | undefined;
  /** What Enter does on a row, where that is more than its link, which a click follows. */
  readonly onEnter?: (row: Row) => void;
};

/** A list with one row a line: `j` and `k` move, `x` selects, Enter opens. On a phone a row is a card. */
export function List<Row>(props: ListProps<Row>) {
  const {
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
  } = props;
  const table = useRef<HTMLTableElement>(null);
  useRowKeys({ table, rows, idOf, selection, letters });
  const ids = rows.map(idOf);
  return (
    <div className="list-scroll" tabIndex={-1}>
      <table className="list" ref={table} aria-label={label}>
        <ListHead {...{ columns, ids, selection, sortedBy }} hasActions={actions !== undefined} />
        <tbody>
          {rows.map((row) => {
            const id = idOf(row);
            return (
              <ListRow
                key={id}
                {...{ row, id, ids, columns, selection }}
                isCurrent={current === id}
                link={linkOf?.(row)}
                actions={actions?.(row)}
                onEnter={onEnter && (() => onEnter(row))}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
