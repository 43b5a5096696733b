import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ToastSecrets, ToastSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map(Object.entries(ToastSettings.parse({})));

const written = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

test("the README's tables say what the schemas say", () => {
  const settings = Object.entries(ToastSettings.shape).map(
    ([name, schema]) =>
      `| \`${name}\` | \`${written(defaults.get(name))}\` | ${schema.meta()?.description} |`,
  );
  const secrets = Object.entries(ToastSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});
