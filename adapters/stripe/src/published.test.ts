import { checkData } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import published from "../fixtures/published-objects.json" with { type: "json" };
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";

/*
 * Stripe's own examples of its objects (stripe/openapi, fixtures3.json, MIT), each as the subject of an event like Stripe's
 * example of one.
 */

const { event, refund, payment_intent: intent, dispute, charge } = published;

function messagesOf(type: string, object: unknown) {
  const body = { ...event, type, data: { object } };
  return translate(EventBody.parse(body), { settings: { orderIdKey: "order_id" } }).map(
    ({ contract, eventId, data }) => ({
      type: contract.type,
      eventId,
      checked: checkData(contract, data).ok,
    }),
  );
}

test("the published event says nothing to the bus", () => {
  expect(translate(EventBody.parse(event), { settings: { orderIdKey: "order_id" } })).toEqual([]);
});

test.each([
  ["refund.updated", refund, "payment.refunded.v1", `${refund.id}:succeeded`],
  ["refund.failed", { ...refund, status: "failed" }, "payment.refund_failed.v1", `${refund.id}:failed`],
  ["payment_intent.succeeded", intent, "payment.captured.v1", `${intent.id}:captured`],
  ["charge.dispute.created", dispute, "payment.dispute.opened.v1", `${dispute.id}:opened`],
] as const)("%s with the published object is a valid message", (type, object, becomes, eventId) => {
  expect(messagesOf(type, object)).toEqual([{ type: becomes, eventId, checked: true }]);
});

test("an event of a published object that is not understood is none", () => {
  expect(messagesOf("charge.succeeded", charge)).toEqual([]);
});
