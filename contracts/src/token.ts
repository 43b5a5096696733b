import { envelopeOf } from "./cloudevents/event.ts";
import { attributesInJson } from "./cloudevents/structured.ts";
import { readWrittenAttributes } from "./cloudevents/written-attributes.ts";
import type { Envelope } from "./message.ts";
import { isRecord } from "./pointer.ts";
import { problem, type Problem } from "./problem.ts";

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

/** What is beside the body of a token; the names are those of amqplib. */
export interface TokenHeading {
  readonly properties: { readonly messageId: string; readonly contentType: string };
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The one header: a JSON object with `event` (the attributes in the CloudEvents JSON format), `routes`, and where they apply
 * `checkedBy` and `retry`. One for everything, because broker and stream pay for each header of each copy.
 */
const header = "spindle";

/** The heading of a message of the bus; its body is the exact bytes of its data. */
export function tokenHeading(envelope: Envelope, { routes, checkedBy, retry }: BusHeaders): TokenHeading {
  const { id: messageId, ...publication } = envelope;
  return {
    properties: { messageId, contentType: "application/json" },
    headers: {
      [header]: JSON.stringify({ event: attributesInJson(publication), routes, checkedBy, retry }),
    },
  };
}

/** Reads the heading of a token, or says what is wrong with it. */
export function readTokenHeading(
  messageId: string | undefined,
  headers: Readonly<Record<string, unknown>>,
):
  | { readonly ok: true; readonly envelope: Envelope; readonly bus: BusHeaders }
  | { readonly ok: false; readonly problem: Problem } {
  const written = jsonOf(headers[header]);
  const bus = busHeadersOf(written);
  if (messageId === undefined || messageId === "" || bus === undefined) return notOfTheBus;
  const event = readWrittenAttributes(isRecord(written["event"]) ? written["event"] : {});
  if (!event.ok) return event;
  return { ok: true, envelope: envelopeOf(messageId, event.attributes), bus };
}

const notOfTheBus = {
  ok: false,
  problem: problem("not-a-cloudevent", "the message was not published by the bus"),
} as const;

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
  checkedBy,
  retry,
}: Readonly<Record<string, unknown>>): BusHeaders | undefined {
  if (!Array.isArray(routes) || !routes.every((route) => typeof route === "string")) return undefined;
  const bus = { routes, ...(typeof checkedBy === "string" && { checkedBy }) };
  if (retry === undefined) return bus;
  if (!isRecord(retry) || !isCount(retry["generation"]) || !isCount(retry["start"])) return undefined;
  const { generation, start, alone } = retry;
  return { ...bus, retry: { generation, start, ...(alone === true && { alone }) } };
}

/** The ledger counts in 32 bits. */
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 2_147_483_647;
