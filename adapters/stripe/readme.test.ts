import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { StripeSecrets, StripeSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map(Object.entries(StripeSettings.parse({})));

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(StripeSettings.shape).map(
    ([name, schema]) => `| \`${name}\` | \`${defaults.get(name)}\` | ${schema.meta()?.description} |`,
  );
  const secrets = Object.entries(StripeSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});
