import {
  applied,
  inDoubt,
  post,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderCompleted, type Order } from "@spindlebus/contracts";
import { refusal } from "./errors.ts";
import type { AcmeSettings } from "./settings.ts";
import { OrderObject } from "./vendor.ts";

/** Tells Acme of a completed order: `POST /v1/orders`. */
export const recordOrder: Operation<Order, AcmeSettings> = {
  on: orderCompleted,
  summary: "Tells Acme of a completed order.",
  // Acme keeps a key and its answer for a day: name the page of the vendor's documentation that says so.
  idempotency: "key",
  key: { header: "Idempotency-Key", validFor: "24h" },
  request: ({ orderId, totals: { total } }) =>
    post("/v1/orders", { order_id: orderId, total: total.amount, currency: total.currency }),
  interpret: readOrder,
};

function readOrder(response: VendorResponse): Outcome {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = OrderObject.safeParse(response.json);
  // It may have been done: to say that it was refused would make a second one.
  if (!read.success)
    return inDoubt("unreadable_answer", `Acme answered ${response.status} without an order.`);
  return applied({ reference: read.data.id });
}
