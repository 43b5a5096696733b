import { expect, test } from "vitest";
import { table } from "./table.ts";

const rows = [
  { id: "a", text: "short" },
  { id: "bbb", text: "a text that is much longer than the rest" },
];
const columns = [
  { title: "ID", cell: (row: (typeof rows)[number]) => row.id },
  { title: "TEXT", cell: (row: (typeof rows)[number]) => row.text, shrinks: true },
];

test("columns are as wide as their widest cell, and lines end without spaces", () => {
  expect(table(rows, columns)).toEqual([
    "ID   TEXT",
    "a    short",
    "bbb  a text that is much longer than the rest",
  ]);
});

test("where the terminal is too narrow, the column that can shrink gives way", () => {
  expect(table(rows, columns, { width: 25 })).toEqual([
    "ID   TEXT",
    "a    short",
    "bbb  a text that is much…",
  ]);
});

test("a column never shrinks to nothing", () => {
  expect(table(rows, columns, { width: 1 })[2]).toBe("bbb  a text that…");
});
