import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adapterDocs } from "../../bus/src/command/adapter-docs.ts";

test("the settings in every adapter's README, and the catalogue, say what the adapters say (else: npx spindle adapter docs)", async () => {
  const docs = await adapterDocs();
  expect(docs.filter(({ before, text }) => before !== text).map(({ file }) => file)).toEqual([]);
});

test("the catalogue knows the level of every adapter", () => {
  expect(readFileSync("docs/reference/adapters.md", "utf8")).not.toContain("not said");
});
