/** One column: its heading, and a row's cell. */
export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Gives way when the terminal is too narrow. */
  readonly shrinks?: boolean;
  /** The name of a text style for a row's cell. */
  readonly style?: (row: Row) => Style;
};

/** What `util.styleText` takes. */
export type Style = "dim" | "green" | "red" | "yellow" | "bold";

type TableOptions = {
  readonly width?: number | undefined;
  readonly paint?: (style: Style, text: string) => string;
};

const gap = "  ";
const narrowest = 12;

/** Rows as lines of aligned columns under a line of headings; no wider than `width` where a column can shrink. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { width = Number.POSITIVE_INFINITY, paint = (_, text) => text }: TableOptions = {},
): readonly string[] {
  const widths = widthsOf(rows, columns, width);
  const head = columns.map(({ title }, index) => fit(title, widths[index] ?? 0)).join(gap);
  const body = rows.map((row) =>
    columns
      .map(({ cell, style }, index) => {
        const text = fit(cell(row), widths[index] ?? 0);
        return style ? paint(style(row), text) : text;
      })
      .join(gap)
      .trimEnd(),
  );
  return [paint("dim", head.trimEnd()), ...body];
}

function widthsOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): readonly number[] {
  const natural = columns.map(({ title, cell }) =>
    Math.max(title.length, ...rows.map((row) => cell(row).length)),
  );
  const excess = natural.reduce((total, each) => total + each, gap.length * (columns.length - 1)) - width;
  return natural.map((size, index) =>
    columns[index]?.shrinks && excess > 0 ? Math.min(size, Math.max(size - excess, narrowest)) : size,
  );
}

function fit(cell: string, width: number): string {
  return cell.length > width ? `${cell.slice(0, width - 1)}…` : cell.padEnd(width);
}
