import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ContentfulSecrets, ContentfulSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map<string, unknown>(Object.entries(ContentfulSettings.parse({})));

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(ContentfulSettings.shape).map(
    ([name, schema]) => `| \`${name}\` | \`${String(defaults.get(name))}\` | ${schema.meta()?.description} |`,
  );
  const secrets = Object.entries(ContentfulSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});
