import type { Selection } from "./selection.ts";
import { useShortcuts } from "./shortcuts.ts";

/** Keys that act on the row with the focus, and what they do in words. */
export type Letters<Row> = Readonly<
  Record<string, { readonly words: string; readonly act: (row: Row) => void }>
>;

type RowKeys<Row> = {
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly letters: Letters<Row>;
  readonly selection: Selection | undefined;
  readonly table: { readonly current: HTMLTableElement | null };
};

/** Moves among the rows of a table by `j` and `k`, selects by `x`, and acts on the row that has the focus. */
export function useRowKeys<Row>({ table, rows, idOf, selection, letters }: RowKeys<Row>): void {
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
