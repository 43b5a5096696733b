import { columnClass, type Column } from "./list-column.ts";
import { QueryLink } from "./query-link.tsx";
import type { Selection } from "./selection.ts";

type HeadProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly ids: readonly string[];
  readonly selection: Selection | undefined;
  readonly sortedBy: string | undefined;
  readonly hasActions: boolean;
};

/** The headings of a list: what sorts it is a link, and the box selects the page. */
export function ListHead<Row>({ columns, ids, selection, sortedBy, hasActions }: HeadProps<Row>) {
  const isAllChosen = selection !== undefined && ids.length > 0 && ids.every((id) => selection.ids.has(id));
  return (
    <thead>
      <tr>
        {selection && (
          <th className="list-check" scope="col">
            <input
              type="checkbox"
              aria-label="Select all on this page"
              checked={isAllChosen}
              onChange={() => (isAllChosen ? selection.clear() : selection.set(ids))}
            />
          </th>
        )}
        {columns.map((column) => (
          <Heading
            key={column.name}
            column={column}
            isSorted={column.sort !== undefined && column.sort === sortedBy}
          />
        ))}
        {hasActions && (
          <th scope="col" className="list-actions">
            <span className="visually-hidden">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function Heading<Row>({ column, isSorted }: { readonly column: Column<Row>; readonly isSorted: boolean }) {
  const { words, sort } = column;
  return (
    <th scope="col" className={columnClass(column)} aria-sort={isSorted ? "descending" : undefined}>
      {sort === undefined ? (
        words
      ) : (
        <QueryLink set={{ sort, cursor: undefined }}>
          {words}
          {isSorted && " ↓"}
        </QueryLink>
      )}
    </th>
  );
}
