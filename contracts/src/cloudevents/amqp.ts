import type { Envelope } from "../message.ts";
import { isRecord } from "../pointer.ts";
import { problem, type Problem } from "../problem.ts";
import { readAttributes, type AttributesResult, type RawAttributes } from "./attributes.ts";
import { readDataBytes } from "./data.ts";
import { envelopeOf, type CloudEventResult } from "./event.ts";
import { defaultLimits, type CloudEventLimits } from "./limits.ts";
import { isUtf8, mediaTypeOf } from "./media-type.ts";
import { readStructured } from "./structured.ts";
import { readWrittenAttributes } from "./written-attributes.ts";

/** The AMQP properties that carry a message; the names are those of amqplib. */
export interface AmqpProperties {
  readonly messageId: string;
  readonly contentType: string;
}

/** What the bus itself writes beside the CloudEvents attributes. */
export interface BusHeaders {
  /** The routes decided at the intake; a worker ignores a token that does not name its own. */
  readonly routes: readonly string[];
  /** Which life of the delivery, and which start of it, a token was sent for that is not its first. */
  readonly retry?: RetryOf;
  /** The fingerprint of the contract that the bus has checked this very message by, attributes and data. */
  readonly checkedBy?: string | undefined;
}

/** What a token is sent for that is not its delivery's first. */
export interface RetryOf {
  readonly generation: number;
  readonly start: number;
  /** It was sent to be started alone, because the delivery may be what kills its workers. */
  readonly alone?: true;
}

/** A received AMQP message, as amqplib gives it. */
export interface AmqpEvent {
  readonly properties: { readonly contentType?: unknown; readonly messageId?: unknown };
  readonly headers: Readonly<Record<string, unknown>> | undefined;
  readonly body: Uint8Array;
}

/** The routes as one text: a stream of RabbitMQ 3.10 keeps no arrays, and the journal must tell where its messages go. */
const routeNames = "spindle-route-names";
const checkedBy = "spindle-checked-by";
const alone = "spindle-alone";

const prefix = "cloudEvents:";
/** The AMQP binding 1.0.3 allows it too, for brokers that cannot have a colon in a name. */
const alternativePrefix = "cloudEvents_";

/** Properties and headers of a message in AMQP binary mode; the body is the exact bytes of its data. */
export function toAmqp(
  envelope: Envelope,
  bus: BusHeaders,
): { readonly properties: AmqpProperties; readonly headers: Readonly<Record<string, unknown>> } {
  const { id: messageId, sourceId, extensions, ...attributes } = envelope;
  const all = { specversion: "1.0", id: sourceId, ...attributes, ...extensions };
  return {
    properties: { messageId, contentType: "application/json" },
    headers: {
      ...Object.fromEntries(Object.entries(all).map(([name, value]) => [`${prefix}${name}`, value])),
      "spindle-routes": bus.routes,
      [routeNames]: bus.routes.join(","),
      ...(bus.checkedBy === undefined ? {} : { [checkedBy]: bus.checkedBy }),
      ...(bus.retry === undefined
        ? {}
        : { "spindle-generation": bus.retry.generation, "spindle-start": bus.retry.start }),
      ...(bus.retry?.alone && { [alone]: true }),
    },
  };
}

/** Reads an event that someone published by AMQP (AMQP protocol binding 1.0.2), in binary or structured mode. */
export function readAmqpEvent(event: AmqpEvent, limits: CloudEventLimits = defaultLimits): CloudEventResult {
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

/** A token's envelope and bus headers, or what is wrong with it; the body is left alone. */
export function readToken(
  event: Pick<AmqpEvent, "properties" | "headers">,
):
  | { readonly ok: true; readonly envelope: Envelope; readonly bus: BusHeaders }
  | { readonly ok: false; readonly problem: Problem } {
  const headers = event.headers ?? {};
  const bus = busHeadersOf(headers);
  const { messageId } = event.properties;
  if (typeof messageId !== "string" || messageId === "" || bus === undefined) return notOfTheBus;
  const attributes =
    bus.checkedBy === undefined ? attributesOf(event, defaultLimits) : readWrittenAttributes(headers, prefix);
  if (!attributes.ok) return attributes;
  return { ok: true, envelope: envelopeOf(messageId, attributes.attributes), bus };
}

const notOfTheBus = {
  ok: false,
  problem: problem("not-a-cloudevent", "the message was not published by the bus"),
} as const;

function attributesOf(
  event: Pick<AmqpEvent, "properties" | "headers">,
  limits: CloudEventLimits,
): AttributesResult {
  const contentType = contentTypeOf(event);
  const raw = new Map(rawAttributes(event.headers ?? {}));
  if (contentType !== undefined) raw.set("datacontenttype", contentType);
  return readAttributes(raw, limits);
}

const contentTypeOf = ({ properties }: Pick<AmqpEvent, "properties">): string | undefined =>
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

function busHeadersOf(headers: Readonly<Record<string, unknown>>): BusHeaders | undefined {
  const { "spindle-generation": generation, "spindle-start": start, [checkedBy]: fingerprint } = headers;
  const routes = routesOf(headers);
  if (!routes) return undefined;
  const checked = typeof fingerprint === "string" ? { checkedBy: fingerprint } : {};
  if (generation === undefined && start === undefined) return { routes, ...checked };
  if (!isCount(generation) || !isCount(start)) return undefined;
  const retry = { generation, start, ...(headers[alone] === true && { alone: true as const }) };
  return { routes, ...checked, retry };
}

function routesOf(headers: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const { "spindle-routes": routes, [routeNames]: names } = headers;
  if (Array.isArray(routes) && routes.every((route) => typeof route === "string")) return routes;
  if (routes !== undefined || typeof names !== "string") return undefined;
  return names === "" ? [] : names.split(",");
}

/** The ledger counts in 32 bits. */
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 2_147_483_647;
