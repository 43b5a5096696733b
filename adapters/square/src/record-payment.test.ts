import type { VendorResponse } from "@spindlebus/bus/adapter";
import { type DataOf, type paymentCaptured } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { settings as common, usd } from "../examples.ts";
import { recordPayment } from "./record-payment.ts";
import { SquareSettings } from "./settings.ts";

const settings = SquareSettings.parse({ ...common, recordPayments: true });
const payment: DataOf<typeof paymentCaptured> = {
  paymentId: "pi_1",
  refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_1" }],
  orderRef: "ord-7001",
  amountCaptured: usd(1_198),
  occurredAt: "2026-01-15T18:04:05.000Z",
  finality: "final",
};
const context = (step = 0) => ({
  settings,
  message: { id: "m", source: "s", sourceId: "s", type: "t", extensions: {} },
  recalled: { order: { kind: "order", id: "ord-7001", vendorId: "eA3v", facts: {} } },
  idempotencyKey: "key-1",
  step,
  carry: null,
});
const answer = (json: unknown): VendorResponse => ({ status: 200, headers: {}, body: "", json });
const order = (state: string) => ({
  order: {
    id: "eA3v",
    location_id: "FPYC",
    state,
    created_at: "2026-01-15T18:04:05Z",
    updated_at: "2026-01-15T18:04:05Z",
    total_money: usd(1_198),
  },
});

test("the order is read first, then the payment recorded as an external one of its location", () => {
  expect(recordPayment.request(payment, context())).toMatchObject({ method: "GET", path: "/v2/orders/eA3v" });
  const followed = recordPayment.interpret(answer(order("OPEN")), payment, context());
  expect(followed.kind === "next" && JSON.parse(followed.request.body ?? "")).toEqual({
    source_id: "EXTERNAL",
    amount_money: usd(1_198),
    order_id: "eA3v",
    location_id: "FPYC",
    reference_id: "ord-7001",
    external_details: { type: "CARD", source: "stripe", source_id: "pi_1" },
  });
  expect(recordPayment.interpret(answer({ payment: { id: "p-1" } }), payment, context(1))).toMatchObject({
    kind: "applied",
    reference: "p-1",
  });
});

test.each(["COMPLETED", "CANCELED"])("an order that is %s already gets no payment", (state) => {
  expect(recordPayment.interpret(answer(order(state)), payment, context())).toMatchObject({
    kind: "unchanged",
  });
});

test.each([
  ["of no order", { orderRef: undefined }, "no order"],
  ["that Square took", { refs: [{ vendor: "square", type: "payment", id: "p" }] }, "itself"],
])("a payment %s is skipped", (_case, changes, reason) => {
  expect(recordPayment.skip?.({ ...payment, ...changes }, { settings })).toContain(reason);
});

test("payments are recorded only where the connection says so", () => {
  expect(recordPayment.skip?.(payment, { settings })).toBe(false);
  expect(recordPayment.skip?.(payment, { settings: SquareSettings.parse(common) })).toContain("no payments");
});
