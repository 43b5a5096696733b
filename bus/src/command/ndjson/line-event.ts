import type { AnsweredProblem } from "@spindlebus/client";
import { isRecord, problem, readJson, type Problem } from "@spindlebus/contracts";
import { v5 as uuidv5 } from "uuid";
import { valueAt } from "../json-path.ts";
import type { Line } from "./read-lines.ts";

/** An event that a line holds, as it is sent. */
export type LineEvent = {
  readonly line: number;
  readonly id: string;
  /** In the CloudEvents JSON format, spelled as the line spells it. */
  readonly json: string;
  readonly bytes: number;
};

/** A line that was not taken, and why; `event` is what it says, where it could be read. */
export type LineRefusal = {
  readonly line: number;
  readonly problem: AnsweredProblem;
  readonly event?: unknown;
};

/** How lines become events. */
export type LineOptions = {
  /** The type of every line, which then holds the data alone; without it each line holds a whole CloudEvent. */
  readonly type: string | undefined;
  /** Of events that name none. */
  readonly source: string;
  /** Dotted path, in the data, of what the id is made of; else it is made of all that the line says. */
  readonly idFrom: string | undefined;
};

/** The ids of lines live in a space of their own, so that nobody else's UUIDs of names are the same. */
const namespace = "6f0c9a52-2f0e-5a53-9d0b-3c1c7f5d5a11";

/** One level deeper than the data may be: what is deeper still the bus refuses in its own words. */
const maxDepth = 65;

/**
 * Reads a line as the event to publish. An event that has no id gets one that is always the same for the same source, type and
 * words, so that to publish a file again publishes nothing twice.
 */
export function readEvent(line: Line, options: LineOptions): LineEvent | LineRefusal {
  const { number, bytes } = line;
  if (bytes === undefined) return { line: number, problem: problem("too-large", "the line is too long") };
  const json = readJson(bytes, { bigIntegers: "reject", maxDepth });
  if (!json.ok) {
    const { detail, pointer } = json;
    const refused = problem("invalid-json", detail, [{ pointer, detail }]);
    return { line: number, problem: refused, event: bytes.toString() };
  }
  const { value, text } = json;
  const whole = options.type === undefined;
  const id = (whole && isRecord(value) && textAt(value, "id")) || idOf(value, text, options);
  if (id === undefined) return { line: number, problem: noId(options.idFrom ?? ""), event: value };
  const event = whole ? completed(value, text, { id, source: options.source }) : wrapped(text, id, options);
  return { line: number, id, json: event, bytes: Buffer.byteLength(event) };
}

function idOf(value: unknown, text: string, { type, source, idFrom }: LineOptions): string | undefined {
  const event = type === undefined && isRecord(value) ? value : { type, source, data: value };
  const ownType = textAt(event, "type") ?? "";
  const ownSource = textAt(event, "source") ?? source;
  if (idFrom === undefined) return uuidv5(JSON.stringify([ownSource, ownType, text.trim()]), namespace);
  const found = valueAt(event["data"], idFrom);
  const isName = (typeof found === "string" && found !== "") || typeof found === "number";
  // With its type: two messages about one order are two messages.
  return isName ? `${ownType}:${found}` : undefined;
}

function textAt(event: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = event[name];
  return typeof value === "string" ? value : undefined;
}

/** A whole event, with what it lacks put before the rest of its text. */
function completed(value: unknown, text: string, { id, source }: { id: string; source: string }): string {
  // What is no object is no event: the bus says so.
  if (!isRecord(value)) return text.trim();
  const lacking = Object.entries({ id, source }).filter(([name]) => !(name in value));
  if (lacking.length === 0) return text.trim();
  const added = JSON.stringify(Object.fromEntries(lacking)).slice(1, -1);
  const rest = text.trim().slice(1);
  return `{${added}${Object.keys(value).length > 0 ? "," : ""}${rest}`;
}

function wrapped(text: string, id: string, { type, source }: LineOptions): string {
  const attributes = { specversion: "1.0", id, source, type, datacontenttype: "application/json" };
  return `${JSON.stringify(attributes).slice(0, -1)},"data":${text.trim()}}`;
}

function noId(path: string): Problem {
  const detail = "--id-from leads to no text and no number here";
  return problem("not-a-cloudevent", detail, [{ pointer: `/data/${path.replaceAll(".", "/")}`, detail }]);
}
