/** The value of a CloudEvents extension attribute. */
export type ExtensionValue = string | number | boolean;

/** Extension attributes by name. Those the bus itself reads are in {@link BusExtensions}. */
export type Extensions = Readonly<Record<string, ExtensionValue>>;

/** The extension attributes that the bus reads or writes; a message may carry others. */
export interface BusExtensions {
  /** The id shared by everything that one business event set off. */
  readonly correlationid?: string;
  /** The bus id of the message that caused this one. */
  readonly causationid?: string;
  /** An ordering key that overrides the contract's entity key. */
  readonly partitionkey?: string;
  /** The vendor's version or update time, for dropping older state. */
  readonly entityversion?: string;
  /** W3C Trace Context. */
  readonly traceparent?: string;
  /** How many messages begot this one; loops end at 16. */
  readonly hops?: number | string;
  /** `"true"` for sandbox or test traffic. */
  readonly testmode?: string | boolean;
  /** RFC 3339: not to be sent before. */
  readonly deliverafter?: string;
  /** RFC 3339: worthless after. */
  readonly expirytime?: string;
}

/** A message without its data: everything that queues and tables carry in clear. */
export interface Envelope {
  /** The bus id, a UUIDv7 given at the intake. */
  readonly id: string;
  /** The CloudEvents source: who published. */
  readonly source: string;
  /** The CloudEvents id as published; unique within its source. */
  readonly sourceId: string;
  /** The contract's type, e.g. `order.completed.v1`. */
  readonly type: string;
  readonly subject?: string;
  /** RFC 3339: when it happened at the source, not when it arrived. */
  readonly time?: string;
  readonly dataschema?: string;
  readonly extensions: Extensions;
}

/** One canonical message: its envelope and its validated data. */
export interface Message<Data = unknown> extends Envelope {
  readonly data: Data;
}

/** A message as its author gives it, before the bus has given it an id. */
export type Publication<Data = unknown> = Omit<Message<Data>, "id">;
