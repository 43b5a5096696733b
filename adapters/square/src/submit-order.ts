import {
  applied,
  blocked,
  emission,
  inDoubt,
  next,
  rejected,
  tellingRefusal,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderPlaced, orderSubmit, type Money } from "@spindlebus/contracts";
import { change, key, orderFact, search } from "./call.ts";
import { refusal } from "./errors.ts";
import { orderRefused, priceChanged } from "./order-refused.ts";
import { newOrder, type Submit } from "./order-request.ts";
import { orderOf } from "./order.ts";
import type { SquareSettings } from "./settings.ts";
import { OrderAnswer, PricedAnswer, type SquareOrder } from "./vendor-order.ts";

type Context = OperationContext<SquareSettings>;

/**
 * Has an order made: `POST /v2/orders` (developer.squareup.com/reference/square/orders-api/create-order). Square makes an order at
 * its own prices whatever the guest was shown, so they are asked for before (`/v2/orders/calculate`, which makes nothing).
 */
export const submitOrder: Operation<Submit, SquareSettings> = {
  on: orderSubmit,
  summary: "Makes an order at Square, to be prepared and paid there, if it costs what the guest was shown.",
  idempotency: "key",
  key,
  limiterKey: (command) => command.store.storeId,
  request: (command, context) => {
    if (!asksPrices(command, context)) return made(command, context);
    const wanted = wantedOf(command, context);
    return "kind" in wanted ? wanted : search("/v2/orders/calculate", wanted, context);
  },
  interpret: (response, command, context) =>
    tellingRefusal(readStep(response, command, context), orderRefused(command, context, response)),
};

const asksPrices = ({ totals }: Submit, { settings }: Context): boolean =>
  settings.checkPrices && totals !== undefined;

function wantedOf(command: Submit, { settings, message }: Context): { readonly order: unknown } | Outcome {
  const wanted = newOrder(command, settings, message.id);
  return wanted.ok ? { order: wanted.order } : blocked("not_sayable", `${wanted.reason}: mend the message.`);
}

function made(command: Submit, context: Context): VendorRequest | Outcome {
  const wanted = wantedOf(command, context);
  return "kind" in wanted ? wanted : change("/v2/orders", wanted, context);
}

function readStep(
  response: VendorResponse,
  command: Submit,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  if (context.step === 0 && asksPrices(command, context)) return readPrices(response, command, context);
  const read = OrderAnswer.safeParse(response.json);
  return read.success ? placed(read.data.order, command, context) : unreadable(response, "order");
}

const unreadable = ({ status }: VendorResponse, what: string): Outcome =>
  inDoubt("unreadable_answer", `Square answered ${status} without a readable ${what}.`);

function readPrices(response: VendorResponse, command: Submit, context: Context): Outcome | Next {
  const read = PricedAnswer.safeParse(response.json);
  if (!read.success) return unreadable(response, "price");
  const other = otherTotal(read.data.order.total_money, command);
  if (other !== undefined) return rejected(priceChanged, other);
  const request = made(command, context);
  return request.kind === "request" ? next(request) : request;
}

/** In words, how Square's total differs from what the guest was shown; a tip is of the payment and in no new order. */
function otherTotal(asked: Money | undefined, { totals }: Submit): string | undefined {
  const shown = (totals?.total.amount ?? 0) - (totals?.tip?.amount ?? 0);
  return asked?.amount === shown && asked.currency === totals?.total.currency
    ? undefined
    : `The guest was shown ${shown} ${totals?.total.currency} in minor units without tip, Square asks ${asked?.amount} ${asked?.currency}.`;
}

function placed(taken: SquareOrder, command: Submit, { settings }: Context): Outcome {
  const order = orderOf(taken, { settings });
  const whole = { ...order, customer: command.customer ?? order.customer };
  return applied({
    reference: taken.id,
    emit: [emission(orderPlaced, whole, { time: order.placedAt, entityversion: order.updatedAt })],
    remember: [orderFact(command.orderId, taken)],
  });
}
