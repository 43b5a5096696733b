import { isRecord } from "../pointer.ts";
import { problem } from "../problem.ts";
import { readAttributes, type AttributesResult, type RawAttributes } from "./attributes.ts";
import { readDataBytes, refusedBody } from "./data.ts";
import type { CloudEventResult } from "./event.ts";
import { defaultLimits, type CloudEventLimits } from "./limits.ts";
import { isUtf8, mediaTypeOf } from "./media-type.ts";
import { readStructured } from "./structured.ts";

/** A received AMQP message, as amqplib gives it. */
export interface AmqpEvent {
  readonly properties: { readonly contentType?: unknown };
  readonly headers: Readonly<Record<string, unknown>> | undefined;
  readonly body: Uint8Array;
}

const prefix = "cloudEvents:";
/** The AMQP binding 1.0.3 allows it too, for brokers that cannot have a colon in a name. */
const alternativePrefix = "cloudEvents_";

/** Reads an event that someone published by AMQP (AMQP protocol binding 1.0.2), in binary or structured mode. */
export function readAmqpEvent(event: AmqpEvent, limits: CloudEventLimits = defaultLimits): CloudEventResult {
  const tooLong = refusedBody(event.body.length, limits);
  if (tooLong !== undefined) return { ok: false, problem: tooLong };
  const contentType = contentTypeOf(event);
  const media = mediaTypeOf(contentType);
  if (media?.type.startsWith("application/cloudevents") === true) {
    if (media.type !== "application/cloudevents+json" || !isUtf8(media))
      return { ok: false, problem: onlyJson };
    return readStructured(event.body, limits);
  }
  const attributes = attributesOf(event, limits);
  return attributes.ok ? readDataBytes(attributes, event.body, limits) : attributes;
}

const onlyJson = problem(
  "unsupported-media-type",
  "of the CloudEvents formats only application/cloudevents+json is supported, one event a message",
);

function attributesOf(event: AmqpEvent, limits: CloudEventLimits): AttributesResult {
  const contentType = contentTypeOf(event);
  const raw = new Map(rawAttributes(event.headers ?? {}));
  if (contentType !== undefined) raw.set("datacontenttype", contentType);
  return readAttributes(raw, limits);
}

const contentTypeOf = ({ properties }: AmqpEvent): string | undefined =>
  typeof properties.contentType === "string" ? properties.contentType : undefined;

function rawAttributes(headers: Readonly<Record<string, unknown>>): RawAttributes {
  const attributes = Object.entries(headers).flatMap(([header, value]) => {
    const known = [prefix, alternativePrefix].find((candidate) => header.startsWith(candidate));
    return known === undefined ? [] : [[header.slice(known.length), nativeValue(value)] as const];
  });
  return new Map(attributes);
}

/** amqplib gives an AMQP timestamp as seconds in a tagged object. */
function nativeValue(value: unknown): unknown {
  if (!isRecord(value) || value["!"] !== "timestamp") return value;
  const date = new Date(Number(value["value"]) * 1_000);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
}
