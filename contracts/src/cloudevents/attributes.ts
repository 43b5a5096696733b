import { z } from "zod";
import type { Extensions, ExtensionValue } from "../message.ts";
import { whatCame } from "../came.ts";
import { problem, type Problem, type ProblemError } from "../problem.ts";
import type { EventAttributes } from "./event.ts";
import type { CloudEventLimits } from "./limits.ts";

/** Attribute values as they came, before any check; names without prefix. */
export type RawAttributes = ReadonlyMap<string, unknown>;

/** Checked attributes, or everything that is wrong with them. */
export type AttributesResult =
  | { readonly ok: true; readonly attributes: EventAttributes; readonly dataContentType: string | undefined }
  | { readonly ok: false; readonly problem: Problem };

/** Checks context attributes after CloudEvents 1.0.2 §3; JSON null means absent (JSON format §2.2). */
export function readAttributes(raw: RawAttributes, limits: CloudEventLimits): AttributesResult {
  const present = new Map<string, unknown>();
  for (const [name, value] of raw) if (value !== null && value !== undefined) present.set(name, value);
  const errors = [...missing(present), ...faultsOf(present, limits)];
  if (errors.length === 0 && areLonger(present, limits.attributesBytes)) {
    errors.push({
      pointer: "",
      detail: `the attributes are longer than ${limits.attributesBytes} bytes together`,
    });
  }
  if (errors.length > 0) return { ok: false, problem: notACloudEvent(errors) };
  return { ok: true, attributes: build(present), dataContentType: textOf(present, "datacontenttype") };
}

/** The problem of an event whose attributes are wrong. */
export function notACloudEvent(errors: readonly ProblemError[]): Problem {
  const details = errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`.trim());
  return problem("not-a-cloudevent", details.slice(0, 3).join("; "), errors);
}

const required = ["specversion", "id", "source", "type"];

function missing(present: RawAttributes): ProblemError[] {
  return required
    .filter((name) => !present.has(name))
    .map((name) => ({ pointer: `/${name}`, detail: "is required" }));
}

function faultsOf(present: RawAttributes, limits: CloudEventLimits): readonly ProblemError[] {
  const errors: ProblemError[] = [];
  for (const [name, value] of present) {
    const detail = nameFault(name) ?? valueFault(name, value, limits);
    if (detail === undefined) continue;
    const came = whatCame(value, rules.has(name) && name !== "subject");
    errors.push({ pointer: `/${name.slice(0, maxNameLength)}`, detail, came });
  }
  return errors;
}

/** The specification only recommends at most 20 characters. */
const maxNameLength = 64;

function nameFault(name: string): string | undefined {
  if (name === "data") return "is not allowed as the name of an attribute";
  if (name.length > maxNameLength) return `is a name longer than ${maxNameLength} characters`;
  return /^[a-z0-9]+$/.test(name) ? undefined : "is not a valid attribute name: use a-z and 0-9 only";
}

function valueFault(name: string, value: unknown, limits: CloudEventLimits): string | undefined {
  const rule = rules.get(name) ?? extensionRules.get(name);
  if (typeof value !== "string") return rule === undefined ? extensionFault(value) : "must be a string";
  if (forbiddenCharacter.test(value))
    return "contains a character that CloudEvents forbids (control or unpaired)";
  if (isLonger(value, limits.attributeBytes)) return `is longer than ${limits.attributeBytes} bytes`;
  return rule?.(value);
}

/** CloudEvents 1.0.2 §3.1: no control characters, no lone surrogates, no noncharacters. */
const forbiddenCharacter = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

const extensionFault = (value: unknown): string | undefined =>
  typeof value === "boolean" || Number.isSafeInteger(value)
    ? undefined
    : "must be a string, a boolean or an integer";

type Rule = (value: string) => string | undefined;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["specversion", (value) => (value === "1.0" ? undefined : 'must be "1.0"')],
  ["id", notEmpty],
  [
    "source",
    (value) => notEmpty(value) ?? (isUriReference(value) ? undefined : "must be a URI-reference (RFC 3986)"),
  ],
  ["type", (value) => notEmpty(value) ?? (isLonger(value, routingKeyBytes) ? tooLongForRouting : undefined)],
  ["subject", notEmpty],
  ["time", rfc3339],
  ["dataschema", (value) => (isAbsoluteUri(value) ? undefined : "must be an absolute URI")],
  ["datacontenttype", notEmpty],
]);

/** Of the extensions that the bus itself acts upon. */
const extensionRules: typeof rules = new Map<string, Rule>([
  ["deliverafter", rfc3339],
  ["expirytime", rfc3339],
]);

function rfc3339(value: string): string | undefined {
  return timestamp.safeParse(value).success ? undefined : "must be an RFC 3339 timestamp";
}

function notEmpty(value: string): string | undefined {
  return value === "" ? "must not be empty" : undefined;
}

/** The type is the routing key, and AMQP 0-9-1 limits that to a short string. */
const routingKeyBytes = 255;
const tooLongForRouting = `is longer than ${routingKeyBytes} bytes`;

const timestamp = z.iso.datetime({ offset: true });

const isUriReference = (value: string): boolean =>
  /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i.test(value);

const isAbsoluteUri = (value: string): boolean =>
  /^[a-z][a-z0-9+.-]*:./i.test(value) && isUriReference(value);

const encoder = new TextEncoder();

/** Whether a text has more bytes in UTF-8. A UTF-16 unit never takes more than three, so short texts are not counted. */
const isLonger = (text: string, bytes: number): boolean =>
  text.length * 3 > bytes && encoder.encode(text).length > bytes;

const areLonger = (present: RawAttributes, bytes: number): boolean =>
  isLonger([...present].map(([name, value]) => `${name}${String(value)}`).join(""), bytes);

function build(present: RawAttributes): EventAttributes {
  const [subject, time, dataschema] = ["subject", "time", "dataschema"].map((name) => textOf(present, name));
  return {
    id: textOf(present, "id") ?? "",
    source: textOf(present, "source") ?? "",
    type: textOf(present, "type") ?? "",
    ...(subject === undefined ? {} : { subject }),
    ...(time === undefined ? {} : { time }),
    ...(dataschema === undefined ? {} : { dataschema }),
    extensions: extensionsOf(present),
  };
}

function textOf(present: RawAttributes, name: string): string | undefined {
  const value = present.get(name);
  return typeof value === "string" ? value : undefined;
}

function extensionsOf(present: RawAttributes): Extensions {
  const extensions: Record<string, ExtensionValue> = {};
  for (const [name, value] of present) {
    // Every value that is no string has passed {@link extensionFault}.
    if (!rules.has(name)) extensions[name] = value as ExtensionValue;
  }
  return extensions;
}
