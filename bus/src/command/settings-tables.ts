import { fieldsOf } from "@spindlebus/contracts";
import { z } from "zod";
import type { AnyAdapter } from "../adapter/index.ts";
import { markdownTable } from "./markdown-table.ts";

const [start, end] = ["<!-- settings: written by `spindle adapter docs` -->", "<!-- /settings -->"];

/**
 * A README whose tables of settings and secrets say what the adapter's schemas say.
 * @throws where the README has no place for them
 */
export function withSettingsTables(readme: string, adapter: AnyAdapter): string {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(
      `The README of ${adapter.name} has no place for its settings: the lines ${start} and ${end}.`,
    );
  return `${readme.slice(0, from)}${start}\n\n${settingsTables(adapter)}\n\n${readme.slice(to)}`;
}

function settingsTables({ settings, secrets }: AnyAdapter): string {
  const tables = [tableOf("setting", settings), tableOf("secret", secrets)];
  return tables.filter((each) => each !== undefined).join("\n\n");
}

function tableOf(what: string, schema: z.ZodType): string | undefined {
  const fields = fieldsOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  if (fields.length === 0) return undefined;
  const rows = fields.map(({ pointer, type, required, preset, description }) => [
    `\`${pointer.slice(1).replaceAll("/", ".")}\``,
    type.replace(" (starts_with)", ""),
    required ? "required" : shown(preset),
    description,
  ]);
  return markdownTable([what, "type", "default", "meaning"], rows);
}

/** Nothing where it may be left out, and nothing takes its place. */
const shown = (preset: unknown): string => (preset === undefined ? "" : `\`${JSON.stringify(preset)}\``);
