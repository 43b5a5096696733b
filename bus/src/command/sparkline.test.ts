import { expect, test } from "vitest";
import { sparkline } from "./sparkline.ts";

test.each([
  [[], ""],
  [[0, 0], "  "],
  [[1, 0, 8], "▁ █"],
  [[1000, 1, 500], "█▁▄"],
])("%j is drawn as %j", (numbers, drawn) => {
  expect(sparkline(numbers)).toBe(drawn);
});
