import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementSlices, memberSlices } from "./json-slices.ts";

/** JSON text of any value, with any legal white space between the tokens. */
const spelled = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 2, "\t", "\r\n "))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

const blank = fc.constantFrom("", " ", "\n", "\t\r\n  ");

describe("member slices", () => {
  test("parsing a slice gives the member", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
        fc.constantFrom(0, 2),
        blank,
        (object, indent, around) => {
          const text = around + JSON.stringify(object, null, indent) + around;
          const parsed = Object.entries(JSON.parse(text));
          const sliced = memberSlices(text).map(({ key, start, end }) => [
            key,
            JSON.parse(text.slice(start, end)),
          ]);
          expect(sliced.toSorted(byKey)).toEqual(parsed.toSorted(byKey));
        },
      ),
    );
  });

  test("a slice is exactly the spelling, without the blanks around it", () => {
    const text = ' { "a" : 1.10 , "b":\t[ 1, "]" ] , "c\\"d": "}{\\\\" }';
    const spellings = memberSlices(text).map(({ key, start, end }) => [key, text.slice(start, end)]);
    expect(spellings).toEqual([
      ["a", "1.10"],
      ["b", '[ 1, "]" ]'],
      ['c"d', '"}{\\\\"'],
    ]);
  });

  test("a key spelled with escapes is unescaped, and a key given twice is there twice", () => {
    expect(memberSlices('{"\\u0061":1,"a":2}').map(({ key }) => key)).toEqual(["a", "a"]);
  });

  test.each(["[1]", "1", '"{"', "null", ""])("what is not an object has no members: %j", (text) => {
    expect(memberSlices(text)).toEqual([]);
  });
});

describe("element slices", () => {
  test("parsing a slice gives the element", () => {
    fc.assert(
      fc.property(fc.array(spelled), blank, (elements, around) => {
        const text = `${around}[${around}${elements.join(`${around},${around}`)}${around}]${around}`;
        expect(elementSlices(text).map(({ start, end }) => text.slice(start, end))).toEqual(elements);
      }),
    );
  });

  test.each(["{}", "1", '"["', "null", ""])("what is not an array has no elements: %j", (text) => {
    expect(elementSlices(text)).toEqual([]);
  });
});

const byKey = ([a]: readonly unknown[], [b]: readonly unknown[]): number =>
  String(a).localeCompare(String(b));
