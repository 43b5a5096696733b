import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SquareSecrets, SquareSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map(Object.entries(SquareSettings.parse({ webhookUrl: "https://a.example" })));

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(SquareSettings.shape).map(([name, schema]) => {
    const preset = name === "webhookUrl" || !defaults.has(name) ? "none" : defaults.get(name);
    const shown = typeof preset === "object" ? JSON.stringify(preset) : preset;
    return `| \`${name}\` | \`${shown}\` | ${schema.meta()?.description} |`;
  });
  const secrets = Object.entries(SquareSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});
