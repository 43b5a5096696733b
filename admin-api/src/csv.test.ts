import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("commas, quotes and line ends are quoted, as RFC 4180 says; what is not there is empty", () => {
  expect(csvLine(["a,b", 'say "no"', "two\r\nlines", null, 7, ""])).toBe(
    '"a,b","say ""no""","two\r\nlines",,7,\r\n',
  );
});

test.each(["=1+1", "+49", "-1", "@SUM(A1)", "\tx", "＝1", "＋1", "－1", "＠x"])(
  "%j is no formula for a spreadsheet",
  (cell) => {
    expect(csvLine([cell])).toBe(`'${cell}\r\n`);
  },
);

test.each(["\r=1", '=HYPERLINK("http://x","y")'])("%j is no formula, and quoted", (cell) => {
  expect(csvLine([cell])).toBe(`"'${cell.replaceAll('"', '""')}"\r\n`);
});
