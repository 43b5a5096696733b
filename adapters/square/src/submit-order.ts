import {
  applied,
  blocked,
  emission,
  inDoubt,
  type InterpretContext,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderPlaced, orderSubmit, type DataOf } from "@spindlebus/contracts";
import { change, key, orderFact } from "./call.ts";
import { refusal } from "./errors.ts";
import { newOrder } from "./order-request.ts";
import { orderOf } from "./order.ts";
import type { SquareSettings } from "./settings.ts";
import { OrderAnswer } from "./vendor-order.ts";

type Submit = DataOf<typeof orderSubmit>;

/** Has an order made: `POST /v2/orders` (developer.squareup.com/reference/square/orders-api/create-order). */
export const submitOrder: Operation<Submit, SquareSettings> = {
  on: orderSubmit,
  summary: "Makes an order at Square, to be prepared and paid there.",
  idempotency: "key",
  key,
  limiterKey: (command) => command.store.storeId,
  request: (command, { settings, message }) => {
    const wanted = newOrder(command, settings, message.id);
    if (!wanted.ok) return blocked(wanted.code, `${wanted.reason}: mend the message.`);
    return change("/v2/orders", { order: wanted.order }, { settings });
  },
  interpret: readMade,
};

function readMade(
  response: VendorResponse,
  command: Submit,
  { settings }: InterpretContext<SquareSettings>,
): Outcome {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = OrderAnswer.safeParse(response.json);
  if (!read.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without a readable order.`);
  const { order: made } = read.data;
  const order = orderOf(made, { settings });
  const placed = { ...order, customer: command.customer ?? order.customer };
  return applied({
    reference: made.id,
    emit: [emission(orderPlaced, placed, { time: order.placedAt, entityversion: order.updatedAt })],
    remember: [orderFact(command.orderId, made)],
  });
}
