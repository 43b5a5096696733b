import type { ExtensionValue } from "../message.ts";
import type { Problem } from "../problem.ts";
import { notACloudEvent } from "./attributes.ts";
import type { EventAttributes } from "./event.ts";

const required = ["id", "source", "type"];
const texts = new Set([...required, "specversion", "subject", "time", "dataschema"]);

/**
 * Attributes that the bus wrote itself, after it had checked them: their characters and lengths are not looked at again.
 * What could not be an attribute at all is refused all the same.
 */
export function readWrittenAttributes(
  written: Readonly<Record<string, unknown>>,
):
  | { readonly ok: true; readonly attributes: EventAttributes }
  | { readonly ok: false; readonly problem: Problem } {
  const known: Record<string, string> = {};
  const extensions: Record<string, ExtensionValue> = {};
  for (const [name, value] of Object.entries(written)) {
    if (texts.has(name)) {
      if (typeof value !== "string" || value === "")
        return refused(name, "must be a string that is not empty");
      known[name] = value;
    } else if (isExtensionValue(value)) extensions[name] = value;
    else return refused(name, "must be a string, a boolean or an integer");
  }
  const missing = required.find((name) => known[name] === undefined);
  if (missing !== undefined) return refused(missing, "is required");
  const { id = "", source = "", type = "", subject, time, dataschema } = known;
  return {
    ok: true,
    attributes: {
      id,
      source,
      type,
      ...(subject === undefined ? {} : { subject }),
      ...(time === undefined ? {} : { time }),
      ...(dataschema === undefined ? {} : { dataschema }),
      extensions,
    },
  };
}

const isExtensionValue = (value: unknown): value is ExtensionValue =>
  typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);

const refused = (name: string, detail: string) =>
  ({ ok: false, problem: notACloudEvent([{ pointer: `/${name}`, detail }]) }) as const;
