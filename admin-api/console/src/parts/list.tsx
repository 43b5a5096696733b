import { useRef, type PointerEvent, type ReactNode } from "react";
import { useDrawnCount } from "./drawn-count.ts";
import type { Column } from "./list-column.ts";
import { ListHead } from "./list-head.tsx";
import { ListRow, type RowLink } from "./list-row.tsx";
import { useRowKeys, type Letters } from "./row-keys.ts";
import type { RowMenuOf } from "./row-menu.tsx";
import { chooseIn, type Selection } from "./selection.ts";
import { useSteady } from "./steady.ts";
import "./list.css";

export type { Column } from "./list-column.ts";

type ListProps<Row> = {
  /** What it lists, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  /** The same from one drawing to the next, or every row is drawn anew with the list; so also `actions`. */
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  /** Where a row leads. The first column is its link. */
  readonly linkOf?: (row: Row) => RowLink;
  readonly selection?: Selection;
  readonly sortedBy?: string;
  /** At the end of a row: a button or a link. */
  readonly actions?: (row: Row) => ReactNode;
  /** At the end of a row: more acts behind a button. */
  readonly menu?: RowMenuOf<Row>;
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
    menu,
    letters = {},
    current,
    onEnter,
  } = props;
  const table = useRef<HTMLTableElement>(null);
  useRowKeys({ table, rows, idOf, selection, letters });
  const ids = rows.map(idOf);
  const drawn = useDrawnCount(ids);
  const choose = useSteady(chooseIn(selection, ids));
  const itemsOf = useSteady((row: Row) => menu?.items(row) ?? []);
  const enter = useSteady((row: Row) => onEnter?.(row));
  return (
    <div className="list-scroll" tabIndex={-1}>
      <table className="list" ref={table} aria-label={label} onPointerOver={tellWhatIsCut}>
        <ListHead {...{ columns, ids, selection, sortedBy }} hasActions={(actions ?? menu) !== undefined} />
        <tbody>
          {rows.slice(0, drawn).map((row) => {
            const id = idOf(row);
            return (
              <ListRow
                key={id}
                {...{ row, id, columns, actions, itemsOf }}
                isChosen={selection?.ids.has(id)}
                isTaken={selection?.all !== undefined}
                isCurrent={current === id}
                link={linkOf?.(row)}
                menuLabel={menu?.label(row)}
                onChoose={choose}
                onEnter={onEnter && enter}
              />
            );
          })}
        </tbody>
      </table>
      {drawn < rows.length && (
        <div className="list-rest" style={{ height: `calc(${rows.length - drawn} * var(--row))` }} />
      )}
    </div>
  );
}

/** Words that the column has no room for are told where one points at them. */
function tellWhatIsCut({ target }: PointerEvent): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>("td.wide") : null;
  if (cell) cell.title = cell.scrollWidth > cell.clientWidth ? cell.innerText : "";
}
