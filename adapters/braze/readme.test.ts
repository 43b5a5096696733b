import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BrazeSecrets, BrazeSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map(Object.entries(BrazeSettings.parse({ baseUrl: "https://rest.example" })));

test("the README's tables say what the schemas say", () => {
  const presetOf = (name: string) => (name === "baseUrl" ? undefined : defaults.get(name));
  const settings = Object.entries(BrazeSettings.shape).map(([name, schema]) => {
    const preset = presetOf(name);
    return `| \`${name}\` | ${preset === undefined ? "" : `\`${preset}\` `}| ${schema.meta()?.description} |`;
  });
  const secrets = Object.entries(BrazeSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});
