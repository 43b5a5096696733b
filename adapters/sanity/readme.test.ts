import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projection } from "./src/projection.ts";
import { SanitySecrets, SanitySettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map<string, unknown>(Object.entries(SanitySettings.parse({})));

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(SanitySettings.shape).map(
    ([name, schema]) => `| \`${name}\` | \`${String(defaults.get(name))}\` | ${schema.meta()?.description} |`,
  );
  const secrets = Object.entries(SanitySecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});

test("the README shows the projection that the webhook needs", () => {
  expect(readme.replaceAll("\n   ", "\n")).toContain(projection);
});
