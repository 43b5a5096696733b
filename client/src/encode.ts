import {
  checkData,
  entityKeyOf,
  readHttpEvents,
  toStructured,
  type CloudEventResult,
} from "@spindlebus/contracts";
import { RefusedError } from "./errors.ts";
import type { OutgoingMessage } from "./message.ts";

/** A valid message as it is sent. Its text is kept for repeats: the bus compares the data of two with one id. */
export type EncodedEvent = {
  readonly id: string;
  /** In the CloudEvents JSON format. */
  readonly json: string;
  /** Of the text in UTF-8. */
  readonly bytes: number;
  /** Messages that share it are in order. */
  readonly key: string;
};

const encoder = new TextEncoder();

/**
 * Writes a message as a CloudEvent and reads it again as the bus will, so that a wrong one has the same problem here.
 * @throws RefusedError
 */
export function encode(
  { contract, data, attributes }: OutgoingMessage,
  defaults: { readonly source?: string } = {},
): EncodedEvent {
  const { id = crypto.randomUUID(), source = defaults.source, extensions = {}, ...rest } = attributes;
  // Without a source it is no CloudEvent, and the reader says so.
  const publication = {
    ...rest,
    sourceId: id,
    source: source as string,
    type: contract.type,
    extensions,
    data,
  };
  const json = JSON.stringify(toStructured(publication));
  const body = encoder.encode(json);
  const event = read(body);
  if (!event.ok) throw new RefusedError(event.problem);
  const checked = checkData(contract, event.data);
  if (!checked.ok) throw new RefusedError(checked.problem);
  const { partitionkey } = extensions;
  const key = partitionkey === undefined ? entityKeyOf(contract, event.data) : String(partitionkey);
  return { id, json, bytes: body.length, key };
}

function read(body: Uint8Array): CloudEventResult {
  const result = readHttpEvents({ contentType: "application/cloudevents+json", headers: [], body });
  if (!result.ok) return result;
  const [event] = result.events;
  if (event === undefined) throw new Error("a structured CloudEvent was read as none");
  return event;
}
