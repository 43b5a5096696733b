import { orderCompleted } from "@spindlebus/contracts";
import { v7 as uuidv7 } from "uuid";
import { orderData } from "./note-adapter.ts";

/** What a producer sends about an order: a CloudEvent in structured mode. */
export const orderEvent = (orderId: string): string =>
  JSON.stringify({
    specversion: "1.0",
    id: uuidv7(),
    source: "/bench",
    type: orderCompleted.type,
    datacontenttype: "application/json",
    data: orderData(orderId),
  });

/** Its headers, with the producer's token. */
export const eventHeaders = (token: string) => ({
  authorization: `Bearer ${token}`,
  "content-type": "application/cloudevents+json",
});
