import { expect, test } from "vitest";
import { leftWords } from "./left-words.ts";

const limits = { concurrency: 10, perSecond: 20, perKey: null };

test("what is left stands beside what there is", () => {
  const half = { limits, left: { atATime: 1, inSecond: 16 } };
  expect(leftWords.atATime(half)).toBe("1 of 10 free");
  expect(leftWords.inSecond(half)).toBe("16 of 20 left");
});
