import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SegmentSecrets, SegmentSettings } from "./src/settings.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const defaults = new Map(Object.entries(SegmentSettings.parse({ namespace: "acme" })));

test("the README's tables say what the schemas say", () => {
  const presetOf = (name: string) => (name === "namespace" ? undefined : defaults.get(name));
  const settings = Object.entries(SegmentSettings.shape).map(([name, schema]) => {
    const preset = presetOf(name);
    return `| \`${name}\` | ${preset === undefined ? "" : `\`${JSON.stringify(preset).replace(/["[\]]/g, "")}\` `}| ${schema.meta()?.description} |`;
  });
  const secrets = Object.entries(SegmentSecrets.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.meta()?.description} |`,
  );
  const rows = new Set(readme.split("\n").map((row) => row.replace(/ +/g, " ")));
  expect([...settings, ...secrets].filter((row) => !rows.has(row))).toEqual([]);
});
