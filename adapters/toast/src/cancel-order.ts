import {
  answeredAt,
  applied,
  emission,
  get,
  inDoubt,
  next,
  post,
  rejected,
  tellingRefusal,
  unchanged,
  vendorErrorOf,
  type Emission,
  type InterpretContext,
  type Next,
  type Operation,
  type OperationContext,
  type Outcome,
  type Rejected,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderCancel, orderCancelFailed, type DataOf } from "@spindlebus/contracts";
import { z } from "zod";
import { errorOf, refusal, type ToastError } from "./errors.ts";
import { externalIdOf } from "./order-body.ts";
import { limiterKey, restaurantHeader, restaurantOf, unknownStore } from "./restaurant.ts";
import type { ToastSettings } from "./settings.ts";
import { ToastOrder } from "./vendor.ts";

type Cancel = DataOf<typeof orderCancel>;
type Reason = DataOf<typeof orderCancelFailed>["reason"];

/** What was asked before: to void the order, or what became of it after Toast would not. */
const Carry = z.discriminatedUnion("for", [
  z.object({ for: z.literal("voiding"), guid: z.string() }),
  z.object({ for: z.literal("looking"), code: z.string(), message: z.string() }),
]);

/**
 * Voids an order: `GET` it, then `POST …/void`. Toast voids what the same API account has submitted, as long as it is paid
 * by nothing but alternate payment types.
 */
export const cancelOrder: Operation<Cancel, ToastSettings> = {
  on: orderCancel,
  summary: "Voids an order that the bus has submitted.",
  // Each try looks first: what is voided stays so.
  idempotency: "natural",
  limiterKey,
  skip: ({ refs = [] }) =>
    refs.length > 0 && refs.every(({ vendor }) => vendor !== "toast") ? "an order of another vendor" : false,
  recall: ({ store, orderId }) =>
    store === undefined
      ? { order: { kind: "order", ids: [orderId], writtenBy: "submitOrder", entityKey: orderId } }
      : {},
  request: (command, context) => lookUp(command, context),
  interpret,
};

function lookUp(command: Cancel, context: OperationContext<ToastSettings>): VendorRequest | Outcome {
  const restaurant = restaurantFor(command, context);
  if (restaurant === undefined) return unknownStore(command.store?.storeId);
  const guid = command.refs?.find(({ vendor, type }) => vendor === "toast" && type === "order")?.id;
  const id = guid ?? externalIdOf(command.orderId, context.settings);
  return get(`/orders/v2/orders/${encodeURIComponent(id)}`, {}, restaurantHeader(restaurant));
}

function restaurantFor({ store }: Cancel, { settings, recalled }: OperationContext<ToastSettings>) {
  const remembered = recalled["order"]?.facts["restaurant"];
  return restaurantOf(store, settings) ?? (typeof remembered === "string" ? remembered : undefined);
}

function interpret(
  response: VendorResponse,
  command: Cancel,
  context: InterpretContext<ToastSettings>,
): Outcome | Next {
  const asked = Carry.safeParse(context.carry);
  if (!asked.success) return readOrder(response, command, context);
  if (asked.data.for === "looking") return readOrder(response, command, context, asked.data);
  if (response.status === 200) return applied({ reference: asked.data.guid });
  if (response.status !== 400 && response.status !== 409)
    return tellingRefusal(refusal(response), cancelFailed("other", { response, command, context }));
  const again = lookUp(command, context);
  return again.kind === "request" ? next(again, { for: "looking", ...errorOf(response) }) : again;
}

function readOrder(
  response: VendorResponse,
  command: Cancel,
  context: InterpretContext<ToastSettings>,
  refused?: ToastError,
): Outcome | Next {
  const telling = (outcome: Outcome, reason: Reason) =>
    tellingRefusal(outcome, cancelFailed(reason, { response, command, context }));
  // Whatever was asked before, the order has been looked at since.
  const failed = (reason: Reason, { code, message }: ToastError) =>
    telling(rejected(code, message, { nothingDone: true }), reason);
  if (response.status === 404) return failed("not_found", errorOf(response));
  if (response.status !== 200) return telling(refusal(response), "other");
  const read = ToastOrder.safeParse(response.json);
  if (!read.success) return inDoubt("unreadable_answer", "Toast gave no readable order.");
  const { guid, voided, deleted, checks } = read.data;
  if (voided === true) return applied({ reference: guid });
  if (deleted === true) return unchanged("the order is deleted already");
  if (refused) return failed("other", refused);
  const means = (checks ?? []).flatMap(({ payments }) => payments ?? []).map(({ type }) => type ?? "");
  const other = means.find((type) => type !== "OTHER");
  if (other !== undefined)
    return failed("not_supported", {
      code: "payment_type",
      message: `Toast voids no order that is paid by ${other}.`,
    });
  const restaurant = restaurantFor(command, context) ?? "";
  const body = { selections: { voidAll: true }, payments: { voidAll: true } };
  const request = post(
    `/orders/v2/orders/${encodeURIComponent(guid)}/void`,
    body,
    restaurantHeader(restaurant),
  );
  return next(request, { for: "voiding", guid });
}

type Refused = {
  readonly response: VendorResponse;
  readonly command: Cancel;
  readonly context: InterpretContext<ToastSettings>;
};

/** That the order goes on is an answer to who asked. */
function cancelFailed(reason: Reason, { response, command, context }: Refused) {
  const { orderId, cancellationId, store } = command;
  const occurredAt = answeredAt(context.message, response);
  return (refused: Rejected): readonly Emission[] => {
    const why = { reason, error: vendorErrorOf(refused), occurredAt };
    const data = { orderId, cancellationId, ...(store && { store }), ...why };
    return [emission(orderCancelFailed, data, occurredAt)];
  };
}
