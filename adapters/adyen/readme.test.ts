import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { understoodCodes } from "./src/event-codes.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");

test("the README names every event code that is understood", () => {
  expect(understoodCodes.filter((code) => !readme.includes(code))).toEqual([]);
});
