import { orderAccepted } from "@spindlebus/contracts";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";

const event = EventBody.parse(
  JSON.parse(readFileSync(new URL("../fixtures/order-accepted.json", import.meta.url), "utf8")),
);

test("an accepted order is order.accepted, under the event's id", () => {
  expect(translate(event)).toMatchObject([
    {
      contract: orderAccepted,
      eventId: "evt-1",
      data: { orderId: "ord-7010" },
      time: "2026-01-15T18:11:00.000Z",
    },
  ]);
});

test("an event that nobody knows says nothing", () => {
  expect(translate({ ...event, type: "order.sneezed" })).toEqual([]);
});
