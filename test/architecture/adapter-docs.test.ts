import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adapterFolders, adapterIn } from "../../bus/src/command/adapter-folders.ts";
import { adapterDocs } from "../../bus/src/command/adapter-docs.ts";

test("the settings in every adapter's README, and the catalogue, say what the adapters say (else: npx spindle adapter docs)", async () => {
  const docs = await adapterDocs();
  expect(docs.filter(({ before, text }) => before !== text).map(({ file }) => file)).toEqual([]);
});

test("every adapter says which version of the kit it was made for: that of its package", async () => {
  for (const folder of adapterFolders([], "src/index.ts")) {
    const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    expect(await adapterIn(folder)).toMatchObject({ kit: dependencies["@spindlebus/bus"] });
  }
});

test("the catalogue knows the level of every adapter", () => {
  expect(readFileSync("docs/reference/adapters.md", "utf8")).not.toContain("not said");
});
