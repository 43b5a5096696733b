import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AcmeSecrets, AcmeSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");

test("the README's tables say what the schemas say", () => {
  const fields = [...Object.entries(AcmeSettings.shape), ...Object.entries(AcmeSecrets.shape)];
  const rows = fields.map(([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`);
  const shown = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect(rows.filter((row) => !shown.has(row))).toEqual([]);
});
