import { splitJsonArray } from "../json.ts";
import { problem, type Problem } from "../problem.ts";
import { notACloudEvent, readAttributes } from "./attributes.ts";
import { invalidJson, readDataBytes, refusedBody } from "./data.ts";
import type { CloudEventResult } from "./event.ts";
import { attributesOfHeaders, hasEventHeaders, type HeaderPairs } from "./http-headers.ts";
import { defaultLimits, type CloudEventLimits } from "./limits.ts";
import { isJson, isUtf8, mediaTypeOf } from "./media-type.ts";
import { readStructured, readStructuredText } from "./structured.ts";

/** What an HTTP request brought, with nothing decoded. */
export interface HttpEventRequest {
  readonly contentType: string | undefined;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** The three content modes of the HTTP binding. */
export type HttpMode = "structured" | "binary" | "batch";

/** The events of a request in order, each accepted or refused; or why the request as a whole was refused. */
export type HttpEventsResult =
  | { readonly ok: true; readonly mode: HttpMode; readonly events: readonly CloudEventResult[] }
  | { readonly ok: false; readonly problem: Problem };

/** Reads the CloudEvents of an HTTP request (CloudEvents HTTP protocol binding 1.0.2, JSON event format only). */
export function readHttpEvents(
  request: HttpEventRequest,
  limits: CloudEventLimits = defaultLimits,
): HttpEventsResult {
  const tooLong = refusedBody(request.body.length, limits);
  if (tooLong !== undefined) return refused(tooLong);
  const mode = modeOf(request);
  switch (mode) {
    case "structured":
      return { ok: true, mode, events: [readStructured(request.body, limits)] };
    case "batch":
      return readBatch(request.body, limits);
    case "binary":
      return { ok: true, mode, events: [readBinary(request, limits)] };
    default:
      return refused(mode);
  }
}

const refused = (reason: Problem): HttpEventsResult => ({ ok: false, problem: reason });

function modeOf({ contentType, headers }: HttpEventRequest): HttpMode | Problem {
  const media = mediaTypeOf(contentType);
  if (media?.type.startsWith("application/cloudevents") === true) {
    if (!isUtf8(media)) return unsupported("only the charset UTF-8 is supported");
    if (media.type === "application/cloudevents+json") return "structured";
    if (media.type === "application/cloudevents-batch+json") return "batch";
    return unsupported("of the CloudEvents formats only JSON is supported");
  }
  if (hasEventHeaders(headers)) return "binary";
  if (media !== undefined && isJson(media)) return notACloudEvent([{ pointer: "", detail: neither }]);
  return unsupported(neither);
}

const neither =
  "send application/cloudevents+json, application/cloudevents-batch+json, or JSON data with the ce- headers";

const unsupported = (detail: string): Problem => problem("unsupported-media-type", detail);

function readBatch(body: Uint8Array, limits: CloudEventLimits): HttpEventsResult {
  const split = splitJsonArray(body);
  if (!split.ok) return refused(invalidJson(split));
  if (split.elements.length > limits.batchEvents) {
    return refused(problem("too-large", `a batch may have at most ${limits.batchEvents} events`));
  }
  return { ok: true, mode: "batch", events: split.elements.map((text) => readStructuredText(text, limits)) };
}

function readBinary(
  { contentType, headers, body }: HttpEventRequest,
  limits: CloudEventLimits,
): CloudEventResult {
  const { attributes, errors } = attributesOfHeaders(headers);
  if (errors.length > 0) return { ok: false, problem: notACloudEvent(errors) };
  if (contentType !== undefined) attributes.set("datacontenttype", contentType);
  const read = readAttributes(attributes, limits);
  return read.ok ? readDataBytes(read, body, limits) : read;
}
