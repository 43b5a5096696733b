import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OktaSecrets, OktaSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map<string, string | boolean | undefined>(
  Object.entries(OktaSettings.parse({ baseUrl: "https://x.example" })),
);

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(OktaSettings.shape).map(
    ([name, schema]) => `| \`${name}\` | ${shown(name)}| ${schema.meta()?.description} |`,
  );
  const secrets = Object.entries(OktaSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});

/** The default in its cell; the place of the tenant has none. */
function shown(name: string): string {
  const standard = defaults.get(name);
  return name === "baseUrl" || standard === undefined ? "" : `\`${standard}\` `;
}
