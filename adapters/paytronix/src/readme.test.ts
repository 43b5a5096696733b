import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { PaytronixSecrets, PaytronixSettings } from "./settings.ts";

const Described = z.object({
  properties: z.record(z.string(), z.object({ description: z.string(), default: z.unknown().optional() })),
});
const fieldsOf = (schema: z.ZodType) =>
  Object.entries(Described.parse(z.toJSONSchema(schema, { io: "input" })).properties);

/** The rows of a section's table, cell by cell. */
function tableIn(section: string): readonly (readonly string[])[] {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, text = ""] = readme.split(`\n### ${section}\n`);
  const [, , ...rows] = (text.split("\n#")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("the README's table of settings is that of the code", () => {
  const rows = fieldsOf(PaytronixSettings).map(([name, { description, default: preset }]) => {
    return [`\`${name}\``, preset === undefined ? "" : `\`${JSON.stringify(preset)}\``, description];
  });
  expect(tableIn("Settings")).toEqual(rows);
});

test("the README's table of secrets is that of the code", () => {
  const rows = fieldsOf(PaytronixSecrets).map(([name, { description }]) => [`\`${name}\``, description]);
  expect(tableIn("Secrets")).toEqual(rows);
});
