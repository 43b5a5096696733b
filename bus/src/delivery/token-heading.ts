import {
  attributesInJson,
  envelopeOf,
  isRecord,
  type Envelope,
  type EventAttributes,
} from "@spindlebus/contracts";
import type { StoredBody } from "../bodies/stored-body.ts";

/** What the bus itself says of a message beside its CloudEvents attributes. */
export type BusHeaders = {
  /** The routes decided at the intake; a worker ignores a token that does not name its own. */
  readonly routes: readonly string[];
  /** Of the routes, those on which nothing is to be sent. */
  readonly shadows?: readonly string[] | undefined;
  /** Which life of the delivery, and which start of it, a token was sent for that is not its first. */
  readonly retry?: RetryOf;
  /** The fingerprint of the contract that the bus has checked this very message by, attributes and data. */
  readonly checkedBy?: string | undefined;
  /** Where the bytes of its data are, if they are too long to travel. */
  readonly stored?: StoredBody | undefined;
};

/** What a token is sent for that is not its delivery's first. */
export type RetryOf = {
  readonly generation: number;
  readonly start: number;
  /** It was sent to be started alone, because the delivery may be what kills its workers. */
  readonly alone?: true;
};

/** What is beside the body of a token; the names are those of amqplib. */
export type TokenHeading = {
  readonly properties: { readonly messageId: string; readonly contentType: string };
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * The one header: a JSON object with `event` (the attributes in the CloudEvents JSON format), `routes`, and where they apply
 * `shadows`, `checkedBy`, `retry` and `stored`, which goes with the attribute `dataref`. One for everything, because broker and stream pay for each header of each copy.
 */
export const tokenHeader = "spindle";

/** The heading of a message of the bus; its body is the exact bytes of its data. */
export function tokenHeading(
  envelope: Envelope,
  { routes, shadows, checkedBy, retry, stored }: BusHeaders,
): TokenHeading {
  const { id: messageId, ...publication } = envelope;
  const attributes = attributesInJson(publication);
  const event = stored ? { ...attributes, dataref: stored.ref } : attributes;
  const { ref: _ref, ...size } = stored ?? {};
  return {
    properties: { messageId, contentType: "application/json" },
    headers: {
      [tokenHeader]: JSON.stringify({
        event,
        routes,
        shadows: someOf(shadows),
        checkedBy,
        retry,
        stored: stored && size,
      }),
    },
  };
}

/** Nothing at all where there are none: each byte is paid for in every queue. */
export const someOf = (shadows: readonly string[] | undefined): readonly string[] | undefined =>
  shadows && shadows.length > 0 ? shadows : undefined;

/** Reads the heading of a token; undefined where the bus cannot have written it. */
export function readTokenHeading(
  messageId: string | undefined,
  headers: Readonly<Record<string, unknown>>,
): { readonly envelope: Envelope; readonly bus: BusHeaders } | undefined {
  const written = jsonOf(headers[tokenHeader]);
  const bus = busHeadersOf(written);
  const attributes = attributesOf(written["event"]);
  if (messageId === undefined || messageId === "" || !bus || !attributes) return undefined;
  const size = written["stored"];
  if (size === undefined) return { envelope: envelopeOf(messageId, attributes), bus };
  const { dataref, ...extensions } = attributes.extensions;
  const stored = storedBody(dataref, size);
  // Whoever reads the message sees its data, and nothing of where they were.
  return (
    stored && { envelope: envelopeOf(messageId, { ...attributes, extensions }), bus: { ...bus, stored } }
  );
}

function storedBody(ref: unknown, size: unknown): StoredBody | undefined {
  if (typeof ref !== "string" || !isRecord(size)) return undefined;
  const { bytes, sha256, digest } = size;
  if (!Number.isSafeInteger(bytes) || typeof sha256 !== "string" || typeof digest !== "string")
    return undefined;
  return { ref, bytes: Number(bytes), sha256, digest };
}

function jsonOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "string") return {};
  try {
    const json: unknown = JSON.parse(value);
    return isRecord(json) ? json : {};
  } catch {
    return {};
  }
}

function busHeadersOf({
  routes,
  shadows,
  checkedBy,
  retry,
}: Readonly<Record<string, unknown>>): BusHeaders | undefined {
  if (!areNames(routes) || (shadows !== undefined && !areNames(shadows))) return undefined;
  const bus = { routes, ...(shadows && { shadows }), ...(typeof checkedBy === "string" && { checkedBy }) };
  if (retry === undefined) return bus;
  if (!isRecord(retry) || !isCount(retry["generation"]) || !isCount(retry["start"])) return undefined;
  const { generation, start, alone } = retry;
  return { ...bus, retry: { generation, start, ...(alone === true && { alone }) } };
}

const areNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === "string");

/** The ledger counts in 32 bits. */
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 2_147_483_647;

const texts: ReadonlySet<string> = new Set([
  "specversion",
  "id",
  "source",
  "type",
  "subject",
  "time",
  "dataschema",
]);

/**
 * Attributes that the bus wrote itself, after it had checked them: their characters and lengths are not looked at again.
 * What could not be an attribute at all is no token's all the same.
 */
function attributesOf(event: unknown): EventAttributes | undefined {
  if (!isRecord(event)) return undefined;
  const known: Record<string, string> = {};
  const extensions: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(event)) {
    if (texts.has(name) && typeof value === "string" && value !== "") known[name] = value;
    else if (!texts.has(name) && isExtensionValue(value)) extensions[name] = value;
    else return undefined;
  }
  const { id, source, type, specversion: _version, ...optional } = known;
  if (id === undefined || source === undefined || type === undefined) return undefined;
  return { id, source, type, ...optional, extensions };
}

const isExtensionValue = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);
