import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { understoodCodes } from "./src/event-codes.ts";
import { AdyenSecrets, AdyenSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const { merchantAccount: _required, ...defaults } = AdyenSettings.parse({ merchantAccount: "any" });
const defaultOf = new Map<string, string>(Object.entries(defaults));

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(AdyenSettings.shape).map(([name, schema]) => {
    const value = defaultOf.get(name)?.replace("|", "\\|");
    return `| \`${name}\` | ${value === undefined ? "none" : `\`${value}\``} | ${schema.meta()?.description} |`;
  });
  const secrets = Object.entries(AdyenSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});

test("the README names every event code that is understood", () => {
  expect(understoodCodes.filter((code) => !readme.includes(code))).toEqual([]);
});
