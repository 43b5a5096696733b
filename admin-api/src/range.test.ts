import { expect, test } from "vitest";
import { rangeOf } from "./range.ts";

test.each([
  ["bytes=0-9", { first: 0, last: 9 }],
  ["bytes=90-", { first: 90, last: 99 }],
  ["bytes=90-500", { first: 90, last: 99 }],
  ["bytes=99-99", { first: 99, last: 99 }],
])("of 100 bytes %s is a part", (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});

test.each([undefined, "", "bytes=100-", "bytes=9-0", "bytes=-5", "bytes=0-1,3-4", "lines=0-9", "bytes=a-b"])(
  "%s is the whole",
  (header) => {
    expect(rangeOf(header, 100)).toBeUndefined();
  },
);
