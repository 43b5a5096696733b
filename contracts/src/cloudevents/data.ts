import { whatCame } from "../came.ts";
import { readJson, type JsonResult } from "../json.ts";
import { problem, type Problem } from "../problem.ts";
import type { AttributesResult } from "./attributes.ts";
import type { CloudEventResult } from "./event.ts";
import type { CloudEventLimits } from "./limits.ts";
import { isJson, mediaTypeOf } from "./media-type.ts";

/** Joins checked attributes and the bytes of the data as they came as a body (binary mode). */
export function readDataBytes(
  attributes: Extract<AttributesResult, { ok: true }>,
  body: Uint8Array,
  limits: CloudEventLimits,
): CloudEventResult {
  if (body.length === 0) return withData(attributes, body, undefined);
  const refused = refusedSize(body.length, limits) ?? refusedContentType(attributes.dataContentType);
  if (refused !== undefined) return { ok: false, problem: refused };
  const read = readJson(body, { bigIntegers: "reject", maxDepth: limits.depth });
  return read.ok
    ? withData(attributes, body, read.value)
    : { ok: false, problem: invalidJson(read, "/data") };
}

/** The event, with its data already read. */
export function withData(
  { attributes, dataContentType }: Extract<AttributesResult, { ok: true }>,
  dataBytes: Uint8Array,
  data: unknown,
): CloudEventResult {
  return { ok: true, attributes, dataContentType: dataContentType ?? "application/json", dataBytes, data };
}

/** A problem when a body is too long to be read at all. */
export function refusedBody(bodyBytes: number, limits: CloudEventLimits): Problem | undefined {
  if (bodyBytes <= limits.bodyBytes) return undefined;
  return problem("too-large", `the body has ${bodyBytes} bytes; at most ${limits.bodyBytes} are accepted`);
}

/** A problem when the data of one event is too long. */
export function refusedSize(dataBytes: number, limits: CloudEventLimits): Problem | undefined {
  if (dataBytes <= limits.dataBytes) return undefined;
  const detail = `the data has ${dataBytes} bytes; at most ${limits.dataBytes} are accepted`;
  return problem("too-large", detail, [{ pointer: "/data", detail }]);
}

/** A problem when the data is said to be anything but JSON: every contract is about JSON. */
export function refusedContentType(dataContentType: string | undefined): Problem | undefined {
  const media = mediaTypeOf(dataContentType);
  if (media !== undefined && isJson(media)) return undefined;
  const detail = "the data must be JSON in UTF-8: send the content type application/json";
  const came = whatCame(dataContentType, true);
  return problem("unsupported-media-type", detail, [{ pointer: "/datacontenttype", detail, came }]);
}

/** The problem of a text that {@link readJson} refused; `prefix` is the place of that text in the event. */
export function invalidJson(fault: Extract<JsonResult, { ok: false }>, prefix = ""): Problem {
  const pointer = `${prefix}${fault.pointer}`;
  const detail = pointer === "" ? fault.detail : `${pointer}: ${fault.detail}`;
  return problem("invalid-json", detail, [{ pointer, detail: fault.detail }]);
}
