import { fingerprintOf, orderCompleted } from "@spindlebus/contracts";
import { tokenHeading } from "../../bus/src/delivery/token-heading.ts";
import { v7 as uuidv7 } from "uuid";
import { exchanges } from "../../bus/src/rabbitmq/names.ts";
import type { Publication } from "../../bus/src/rabbitmq/publisher.ts";
import { newTraceparent } from "../../bus/src/trace.ts";
import { orderBody } from "./note-adapter.ts";

/** Makes the tokens of accepted orders, as the intake publishes them; order ids repeat after `keys`. */
export function tokensFor(
  routes: readonly string[],
  keys = Number.POSITIVE_INFINITY,
): (index: number) => Publication {
  // Made once: the publisher must not be the slower for it.
  const traceparent = newTraceparent();
  const checkedBy = fingerprintOf(orderCompleted);
  return (index) => {
    const id = uuidv7();
    const { properties, headers } = tokenHeading(
      {
        id,
        source: "/bench",
        sourceId: id,
        type: orderCompleted.type,
        extensions: { traceparent },
      },
      { routes, checkedBy },
    );
    return {
      exchange: exchanges.messages,
      routingKey: orderCompleted.type,
      body: orderBody(`ord-${index % keys}`),
      id,
      type: orderCompleted.type,
      contentType: properties.contentType,
      headers,
    };
  };
}
