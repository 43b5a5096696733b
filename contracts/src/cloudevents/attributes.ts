import { z } from "zod";
import type { ExtensionValue } from "../message.ts";
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
  const present = new Map([...raw].filter(([, value]) => value !== null && value !== undefined));
  const errors = [...missing(present), ...[...present].flatMap((entry) => faultsOf(entry, limits))];
  if (errors.length === 0 && totalBytes(present) > limits.attributesBytes) {
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

function faultsOf(
  [name, value]: readonly [string, unknown],
  limits: CloudEventLimits,
): readonly ProblemError[] {
  const detail = nameFault(name) ?? valueFault(name, value, limits);
  return detail === undefined ? [] : [{ pointer: `/${name.slice(0, maxNameLength)}`, detail }];
}

/** The specification only recommends at most 20 characters. */
const maxNameLength = 64;

function nameFault(name: string): string | undefined {
  if (name === "data") return "is not allowed as the name of an attribute";
  if (name.length > maxNameLength) return `is a name longer than ${maxNameLength} characters`;
  return /^[a-z0-9]+$/.test(name) ? undefined : "is not a valid attribute name: use a-z and 0-9 only";
}

function valueFault(name: string, value: unknown, limits: CloudEventLimits): string | undefined {
  const rule = [rules, extensionRules].find((all) => Object.hasOwn(all, name))?.[name];
  if (typeof value !== "string") return rule === undefined ? extensionFault(value) : "must be a string";
  if (forbiddenCharacter.test(value))
    return "contains a character that CloudEvents forbids (control or unpaired)";
  if (byteLength(value) > limits.attributeBytes) return `is longer than ${limits.attributeBytes} bytes`;
  return rule?.(value);
}

/** CloudEvents 1.0.2 §3.1: no control characters, no lone surrogates, no noncharacters. */
const forbiddenCharacter = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

const extensionFault = (value: unknown): string | undefined =>
  typeof value === "boolean" || Number.isSafeInteger(value)
    ? undefined
    : "must be a string, a boolean or an integer";

const rules: Readonly<Record<string, (value: string) => string | undefined>> = {
  specversion: (value) => (value === "1.0" ? undefined : 'must be "1.0"'),
  id: notEmpty,
  source: (value) =>
    notEmpty(value) ?? (isUriReference(value) ? undefined : "must be a URI-reference (RFC 3986)"),
  type: (value) => notEmpty(value) ?? (byteLength(value) > routingKeyBytes ? tooLongForRouting : undefined),
  subject: notEmpty,
  time: rfc3339,
  dataschema: (value) => (isAbsoluteUri(value) ? undefined : "must be an absolute URI"),
  datacontenttype: notEmpty,
};

/** Of the extensions that the bus itself acts upon. */
const extensionRules: typeof rules = {
  deliverafter: rfc3339,
  expirytime: rfc3339,
};

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
const byteLength = (text: string): number => encoder.encode(text).length;

const totalBytes = (present: RawAttributes): number =>
  [...present].reduce((sum, [name, value]) => sum + name.length + byteLength(String(value)), 0);

function build(present: RawAttributes): EventAttributes {
  const [subject, time, dataschema] = ["subject", "time", "dataschema"].map((name) => textOf(present, name));
  return {
    id: textOf(present, "id") ?? "",
    source: textOf(present, "source") ?? "",
    type: textOf(present, "type") ?? "",
    ...(subject === undefined ? {} : { subject }),
    ...(time === undefined ? {} : { time }),
    ...(dataschema === undefined ? {} : { dataschema }),
    extensions: Object.fromEntries([...present].filter(isExtension)),
  };
}

function textOf(present: RawAttributes, name: string): string | undefined {
  const value = present.get(name);
  return typeof value === "string" ? value : undefined;
}

/** Only called once {@link extensionFault} has passed every value. */
function isExtension(entry: [string, unknown]): entry is [string, ExtensionValue] {
  return !Object.hasOwn(rules, entry[0]);
}
