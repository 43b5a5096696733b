import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PunchhSecrets, PunchhSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map(
  Object.entries(PunchhSettings.parse({ baseUrl: "https://acme.punchh.example" })).filter(
    ([name]) => name !== "baseUrl",
  ),
);

const written = (name: string): string => (defaults.has(name) ? `\`${String(defaults.get(name))}\`` : "none");

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(PunchhSettings.shape).map(
    ([name, schema]) => `| \`${name}\` | ${written(name)} | ${schema.meta()?.description} |`,
  );
  const secrets = Object.entries(PunchhSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});
