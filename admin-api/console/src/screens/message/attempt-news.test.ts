import { expect, test } from "vitest";
import { newsIn } from "./attempt-news.ts";

const failed = (code: string | null, message: string | null) => ({ code, message });

test("an error that repeats is the same", () => {
  expect(newsIn(failed("http_500", "down"), failed("http_500", "down"))).toBe("same");
});

test("the words that the error before did not have are marked", () => {
  expect(newsIn(failed("301", "The card 7 is closed."), failed("301", "The card 7 is not active."))).toEqual([
    { text: "301 The card 7 is ", isNew: false },
    { text: "closed.", isNew: true },
  ]);
});

test("the first error has nothing to be compared with", () => {
  expect(newsIn(failed("301", "closed"), undefined)).toEqual([{ text: "301 closed", isNew: false }]);
  expect(newsIn(failed("301", "closed"), failed(null, null))).toEqual([{ text: "301 closed", isNew: false }]);
});

test("an attempt that did not fail has none", () => {
  expect(newsIn(failed(null, null), failed("301", "closed"))).toBe("none");
});
