import type { Envelope, Extensions } from "../message.ts";
import type { Problem } from "../problem.ts";

/** The context attributes of a CloudEvent 1.0, checked; those not named by the specification are `extensions`. */
export interface EventAttributes {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly dataschema?: string;
  readonly extensions: Extensions;
}

/** A CloudEvent as it was received. */
export interface CloudEvent {
  readonly attributes: EventAttributes;
  /** The `datacontenttype`; `application/json` when the publisher named none. */
  readonly dataContentType: string;
  /** The exact bytes of the data value as received, so that `1.10` stays `1.10`; empty when there is no data. */
  readonly dataBytes: Uint8Array;
  /** The parsed data; undefined when there is none. */
  readonly data: unknown;
}

/** One event, or why it was refused. */
export type CloudEventResult =
  | ({ readonly ok: true } & CloudEvent)
  | { readonly ok: false; readonly problem: Problem };

/** The envelope of an accepted event under its bus id. */
export function envelopeOf(id: string, { id: sourceId, ...attributes }: EventAttributes): Envelope {
  return { ...attributes, id, sourceId };
}
