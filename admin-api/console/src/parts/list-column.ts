import type { ReactNode } from "react";
import { classes } from "./classes.ts";

/** A column: its heading, and what a row shows there. */
export type Column<Row> = {
  readonly name: string;
  readonly words: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  /** Takes the room that the others leave. */
  readonly isWide?: boolean;
  /** On a phone, where there are no headings, its own stands before what it shows. */
  readonly isNamed?: boolean;
  /** Left out on a tablet or a phone. */
  readonly isMinor?: boolean;
  /** Sorts the list by it: the value of the parameter `sort`. */
  readonly sort?: string;
};

/** How a column's cells and its heading look. */
export const columnClass = <Row>({ isNumber, isWide, isMinor, isNamed }: Column<Row>): string =>
  classes(isNumber && "numbers right", isWide && "wide", isMinor && "minor", isNamed && "named");
