import { orderCompleted } from "@spindlebus/contracts";

/** One thing that somebody may send, and the statuses that it may be answered with. */
export type Case = {
  readonly title: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
  /** In place of all that: the bytes of the request, for what no request line and headers can say. */
  readonly raw?: (token: string) => string | Uint8Array;
  readonly expect: readonly number[];
  /** The server may also end the connection without a word. */
  readonly mayCut?: boolean;
};

const head = (id: string) => `"specversion":"1.0","id":"${id}","source":"/fuzz","type":"order.completed.v1"`;

/** A structured event with its data spelt as given: JSON.stringify could not spell most of these. */
export const withData = (data: string, id = "c-1"): string => `{${head(id)},"data":${data}}`;

/** A valid order that also has members of the envelope spelt as given. */
export const validWith = (members: string, id: string): string =>
  `{${head(id)},${members},"data":${JSON.stringify(orderCompleted.examples[0])}}`;

/** A structured event with members of the envelope spelt as given. */
export const withMembers = (members: string, id = "c-1"): string => `{${head(id)},${members},"data":{}}`;

export const structured = ["Content-Type: application/cloudevents+json"];
export const batch = ["Content-Type: application/cloudevents-batch+json"];
export const binary = [
  "Content-Type: application/json",
  "ce-specversion: 1.0",
  "ce-id: c-1",
  "ce-source: /fuzz",
  "ce-type: order.completed.v1",
];
