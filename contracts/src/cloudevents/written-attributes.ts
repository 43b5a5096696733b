import type { ExtensionValue } from "../message.ts";
import type { AttributesResult } from "./attributes.ts";
import { notACloudEvent } from "./attributes.ts";

const required = ["id", "source", "type"];
const texts = new Set([...required, "specversion", "subject", "time", "dataschema", "datacontenttype"]);

/**
 * Attributes that the bus wrote itself, after it had checked them: their characters and lengths are not looked at again.
 * What could not be an attribute at all is refused all the same.
 */
export function readWrittenAttributes(
  headers: Readonly<Record<string, unknown>>,
  prefix: string,
): AttributesResult {
  const known: Record<string, string> = {};
  const extensions: Record<string, ExtensionValue> = {};
  for (const header of Object.keys(headers)) {
    if (!header.startsWith(prefix)) continue;
    const name = header.slice(prefix.length);
    const value = headers[header];
    if (texts.has(name)) {
      if (typeof value !== "string" || value === "")
        return refused(name, "must be a string that is not empty");
      known[name] = value;
    } else if (isExtensionValue(value)) extensions[name] = value;
    else return refused(name, "must be a string, a boolean or an integer");
  }
  const missing = required.find((name) => known[name] === undefined);
  if (missing !== undefined) return refused(missing, "is required");
  const { id = "", source = "", type = "", subject, time, dataschema, datacontenttype } = known;
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
    dataContentType: datacontenttype,
  };
}

const isExtensionValue = (value: unknown): value is ExtensionValue =>
  typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);

const refused = (name: string, detail: string): AttributesResult => ({
  ok: false,
  problem: notACloudEvent([{ pointer: `/${name}`, detail }]),
});
