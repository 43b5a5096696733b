import { styleText } from "node:util";
import type { Host, Output } from "./host.ts";
import { table, type Column, type Style } from "./table.ts";

/** What a command says: lines for people, or JSON for programs. Styles vanish where the output is no terminal. */
export type Print = {
  readonly json: boolean;
  /** A line of the result, for people only. */
  line(text?: string): void;
  /** A table of the result, for people only. */
  table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void;
  /** One JSON value on one line; printed with `--json` only. */
  value(value: unknown): void;
  /** What goes on meanwhile, on standard error, in both modes. */
  note(text: string): void;
  style(style: Style, text: string): string;
};

/** A printer for one run of a command. */
export function printer({ stdout, stderr }: Pick<Host, "stdout" | "stderr">, json: boolean): Print {
  const style = (how: Style, text: string) => styleText(how, text, { stream: stdout }); // plain in a pipe
  const line = (text = "") => {
    if (!json) stdout.write(`${text}\n`);
  };
  return {
    json,
    line,
    table: (rows, columns) => {
      if (rows.length === 0) return;
      for (const row of table(rows, columns, { width: widthOf(stdout), paint: style })) line(row);
    },
    value: (value) => {
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (text) => void stderr.write(`${text}\n`),
    style,
  };
}

/** A pipe has no width: nothing is cut there. */
const widthOf = ({ isTTY, columns }: Output): number | undefined => (isTTY ? columns : undefined);
