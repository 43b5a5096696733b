import { memberSlices } from "../json-slices.ts";
import { readJson, readJsonText, type JsonResult } from "../json.ts";
import type { Publication } from "../message.ts";
import { isRecord } from "../pointer.ts";
import { problem } from "../problem.ts";
import { notACloudEvent, readAttributes } from "./attributes.ts";
import { invalidJson, refusedContentType, refusedSize, withData } from "./data.ts";
import type { CloudEventResult } from "./event.ts";
import type { CloudEventLimits } from "./limits.ts";

/** Reads one event in the CloudEvents JSON format. */
export function readStructured(body: Uint8Array, limits: CloudEventLimits): CloudEventResult {
  return readEvent(readJson(body, jsonOptions(limits)), limits);
}

/** Reads one event of a batch. */
export function readStructuredText(text: string, limits: CloudEventLimits): CloudEventResult {
  return readEvent(readJsonText(text, jsonOptions(limits)), limits);
}

/** The event itself is one level; its data may have all levels that the limits allow. */
const jsonOptions = (limits: CloudEventLimits) =>
  ({ bigIntegers: "reject", maxDepth: limits.depth + 1 }) as const;

function readEvent(json: JsonResult, limits: CloudEventLimits): CloudEventResult {
  if (!json.ok) return { ok: false, problem: invalidJson(json) };
  if (!isRecord(json.value)) {
    return {
      ok: false,
      problem: notACloudEvent([{ pointer: "", detail: "the event must be a JSON object" }]),
    };
  }
  const { data, data_base64: base64, ...context } = json.value;
  const attributes = readAttributes(new Map(Object.entries(context)), limits);
  if (!attributes.ok) return attributes;
  if (base64 !== undefined && base64 !== null) return { ok: false, problem: binaryData() };
  const contentType = refusedContentType(attributes.dataContentType ?? "application/json");
  if (contentType !== undefined) return { ok: false, problem: contentType };
  const dataBytes = spellingOf(json.text, "data");
  const tooLong = refusedSize(dataBytes.length, limits);
  return tooLong === undefined ? withData(attributes, dataBytes, data) : { ok: false, problem: tooLong };
}

/** The exact bytes of a member's value; none when there is no such member. */
function spellingOf(text: string, key: string): Uint8Array {
  const slice = memberSlices(text).find((member) => member.key === key);
  return new TextEncoder().encode(slice === undefined ? "" : text.slice(slice.start, slice.end));
}

function binaryData() {
  const detail = "binary data is not accepted, as every contract is about JSON: send it as the member data";
  return problem("unsupported-media-type", detail, [{ pointer: "/data_base64", detail }]);
}

/** A message in the CloudEvents JSON format, ready for `JSON.stringify`; its id is the one its source gave it. */
export const toStructured = ({ data, ...attributes }: Publication): Record<string, unknown> => ({
  ...attributesInJson(attributes),
  datacontenttype: "application/json",
  data,
});

/** The attributes of a message in the CloudEvents JSON format. */
export function attributesInJson({
  sourceId,
  extensions,
  source,
  type,
  subject,
  time,
  dataschema,
}: Omit<Publication, "data">): Record<string, unknown> {
  return {
    specversion: "1.0",
    id: sourceId,
    source,
    type,
    ...(subject === undefined ? {} : { subject }),
    ...(time === undefined ? {} : { time }),
    ...(dataschema === undefined ? {} : { dataschema }),
    ...extensions,
  };
}
