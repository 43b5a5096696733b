import type { Contract, Extensions } from "@spindlebus/contracts";

/** What a publisher may say of a message beside its data; the names are those of CloudEvents. */
export type MessageAttributes = {
  /** Unique within the source, and the same in every repeat; a random UUID where none is given. */
  readonly id?: string;
  /** Who publishes, e.g. `/pos/0042`; the client's own where none is given. */
  readonly source?: string;
  readonly subject?: string;
  /** When it happened, RFC 3339. */
  readonly time?: string;
  /** Extension attributes, such as `correlationid` or `deliverafter`. */
  readonly extensions?: Extensions;
};

/** A message that is yet to be published. */
export type OutgoingMessage = {
  readonly contract: Contract;
  readonly data: unknown;
  readonly attributes: MessageAttributes;
};

/** Data under its contract, for `publishAll` and the outbox. */
export const message = <Data>(
  contract: Contract<Data>,
  data: NoInfer<Data>,
  attributes: MessageAttributes = {},
): OutgoingMessage => ({ contract, data, attributes });
