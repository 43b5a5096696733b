import type { Envelope } from "@spindlebus/contracts";
import { tokenHeading } from "../delivery/token-heading.ts";
import { exchanges } from "../rabbitmq/names.ts";
import type { Published, Publisher } from "../rabbitmq/publisher.ts";
import type { Draft } from "./draft.ts";

/** Publishes an accepted message to everybody whom it was decided for. */
export type MessagePublisher = (accepted: {
  readonly id: string;
  readonly draft: Draft;
  readonly routes: readonly string[];
  /** Of the routes, those on which nothing is to be sent. */
  readonly shadows?: readonly string[] | undefined;
  /** The fingerprint of the contract that it has just been checked by. */
  readonly checkedBy?: string | undefined;
}) => Promise<Published>;

/** Fan-out by type over the messages exchange; the journal takes everything, so nothing is unroutable by design. */
export function messagePublisher(publisher: Pick<Publisher, "publish">): MessagePublisher {
  return ({ id, draft, routes, shadows, checkedBy }) => {
    const { data: _data, ...attributes } = draft.message;
    const envelope: Envelope = { ...attributes, id };
    const { properties, headers } = tokenHeading(envelope, {
      routes,
      shadows,
      checkedBy,
      stored: draft.stored,
    });
    return publisher.publish({
      exchange: exchanges.messages,
      routingKey: envelope.type,
      id,
      type: envelope.type,
      body: draft.body,
      contentType: properties.contentType,
      headers,
    });
  };
}
