import { Link, type LinkProps } from "@tanstack/react-router";
import type { KeyboardEvent, ReactNode } from "react";
import { classes } from "./classes.ts";
import { columnClass, type Column } from "./list-column.ts";
import type { Selection } from "./selection.ts";

/** Where a row leads. */
export type RowLink = Pick<LinkProps, "to" | "params" | "search">;

type RowProps<Row> = {
  readonly row: Row;
  readonly id: string;
  /** Of all rows of the page, in their order. */
  readonly ids: readonly string[];
  readonly columns: readonly Column<Row>[];
  readonly selection: Selection | undefined;
  readonly isCurrent: boolean;
  readonly link: RowLink | undefined;
  readonly actions: ReactNode;
  readonly onEnter: (() => void) | undefined;
};

/** One row of a list. Its first cell is the link, which also has the focus for the whole row. */
export function ListRow<Row>({
  row,
  id,
  ids,
  columns,
  selection,
  isCurrent,
  link,
  actions,
  onEnter,
}: RowProps<Row>) {
  const isChosen = selection?.ids.has(id) ?? false;
  const enter = (event: KeyboardEvent) => {
    if (!onEnter || event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <tr
      data-row={id}
      className={classes(isChosen && "chosen", isCurrent && "current")}
      tabIndex={link ? undefined : -1}
    >
      {selection && <ChooseCell id={id} ids={ids} selection={selection} />}
      {columns.map((column, index) => (
        <td key={column.name} className={columnClass(column)} data-words={column.words}>
          {index === 0 && link ? (
            <Link {...link} className="list-link" data-row-link="" onKeyDown={enter}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
      {actions !== undefined && <td className="list-actions">{actions}</td>}
    </tr>
  );
}

type ChooseProps = { readonly id: string; readonly ids: readonly string[]; readonly selection: Selection };

function ChooseCell({ id, ids, selection }: ChooseProps) {
  return (
    <td className="list-check">
      <input
        type="checkbox"
        aria-label={`Select ${id}`}
        checked={selection.ids.has(id) || selection.all !== undefined}
        onClick={({ shiftKey }) =>
          shiftKey ? selection.add(idsBetween(ids, selection, id)) : selection.toggle(id)
        }
        onChange={() => undefined}
      />
    </td>
  );
}

/** From the last chosen row to this one, as a click with Shift means it. */
function idsBetween(ids: readonly string[], selection: Selection, to: string): readonly string[] {
  const last = ids.indexOf([...selection.ids].at(-1) ?? to);
  const end = ids.indexOf(to);
  return last < 0 ? [to] : ids.slice(Math.min(last, end), Math.max(last, end) + 1);
}
