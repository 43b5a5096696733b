import { replaceEqualDeep } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { memo, type KeyboardEvent, type ReactNode } from "react";
import { classes } from "./classes.ts";
import { columnClass, type Column } from "./list-column.ts";
import type { MenuItem } from "./menu.tsx";
import { RowMenu } from "./row-menu.tsx";

/** Where a row leads. */
export type RowLink = Pick<LinkProps, "to" | "params" | "search">;

type RowProps<Row> = {
  readonly row: Row;
  readonly id: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined where rows are not chosen. */
  readonly isChosen: boolean | undefined;
  /** Chosen with all that match, also on other pages. */
  readonly isTaken: boolean;
  readonly isCurrent: boolean;
  readonly link: RowLink | undefined;
  readonly actions: ((row: Row) => ReactNode) | undefined;
  readonly menuLabel: string | undefined;
  readonly itemsOf: (row: Row) => readonly MenuItem[];
  readonly onChoose: (id: string, withShift: boolean) => void;
  readonly onEnter: ((row: Row) => void) | undefined;
};

/** A row that says the same is the same, although every answer of the server is a new one. */
const byContent: readonly string[] = ["row", "link"] satisfies readonly (keyof RowProps<unknown>)[];

function isSame<Row>(before: RowProps<Row>, now: RowProps<Row>): boolean {
  const names = Object.keys(now) as (keyof RowProps<Row>)[]; // as: the keys of these very props
  return names.every(
    (name) => before[name] === now[name] || (byContent.includes(name) && isEqual(before[name], now[name])),
  );
}

const isEqual = (before: unknown, now: unknown): boolean => replaceEqualDeep(before, now) === before;

/** One row of a list, drawn anew only when it changes. Its first cell is the link, which also has the focus for the whole row. */
export const ListRow = memo(DrawnRow, isSame) as typeof DrawnRow; // as: `memo` forgets that it is generic

function DrawnRow<Row>(props: RowProps<Row>) {
  const { row, id, columns, isChosen, isTaken, isCurrent, link, actions, onChoose, onEnter } = props;
  const enter = (event: KeyboardEvent) => {
    if (!onEnter || event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    onEnter(row);
  };
  return (
    <tr
      data-row={id}
      className={classes(isChosen && "chosen", isCurrent && "current")}
      tabIndex={link ? undefined : -1}
    >
      {isChosen !== undefined && <ChooseCell id={id} isChosen={isChosen || isTaken} onChoose={onChoose} />}
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
      {actions && <td className="list-actions">{actions(row)}</td>}
      {props.menuLabel !== undefined && (
        <td className="list-actions">
          <RowMenu label={props.menuLabel} items={() => props.itemsOf(row)} />
        </td>
      )}
    </tr>
  );
}

type ChooseProps = Pick<RowProps<unknown>, "id" | "onChoose"> & { readonly isChosen: boolean };

const ChooseCell = ({ id, isChosen, onChoose }: ChooseProps) => (
  <td className="list-check">
    <input
      type="checkbox"
      aria-label={`Select ${id}`}
      checked={isChosen}
      onClick={({ shiftKey }) => onChoose(id, shiftKey)}
      onChange={() => undefined}
    />
  </td>
);
