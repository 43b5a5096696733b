import {
  answeredAt,
  emission,
  vendorErrorOf,
  type Emission,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderRejected as contract, type DataOf, type Envelope } from "@spindlebus/contracts";
import type { Submit } from "./order-body.ts";

type Reason = DataOf<typeof contract>["reason"];

/** That an order will not be made, for whoever submitted it: refused by Toast, or by what Toast cannot say. */
export function orderRejected(
  { orderId, store }: Submit,
  message: Envelope,
  response?: VendorResponse,
): (refused: Rejected) => readonly Emission[] {
  const occurredAt = answeredAt(message, response);
  return (refused) => {
    const reason = response === undefined ? "invalid" : reasonOf(refused);
    const data = { orderId, store, occurredAt, reason, error: vendorErrorOf(refused) };
    return [emission(contract, data, { time: occurredAt, subject: `order/${orderId}` })];
  };
}

/** Toast's codes are not published one by one, so its sentences tell; what fits none is `other`. */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [/out of stock|not available|unavailable|archived|inactive/i, "item_unavailable"],
  [/closed|outside .*hours|not accepting/i, "store_closed"],
  [/throttl|capacity|too busy/i, "store_busy"],
  [/delivery area|out of range/i, "out_of_range"],
  [/payment|declin|card/i, "payment_failed"],
  [/invalid|missing|required|must|unknown|malformed/i, "invalid"],
];

function reasonOf({ code, message }: Rejected): Reason {
  if (code === "price_changed") return "price_changed";
  return reasons.find(([words]) => words.test(message))?.[1] ?? "other";
}
