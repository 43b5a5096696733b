import {
  answeredAt,
  applied,
  blocked,
  emission,
  inDoubt,
  next,
  tellingRefusal,
  unchanged,
  vendorErrorOf,
  type Emission,
  type Fact,
  type InterpretContext,
  type Next,
  type Operation,
  type Outcome,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderCancel, orderCancelFailed, type DataOf, type Envelope } from "@spindlebus/contracts";
import { orderRequest, putOrder, recallOrder } from "./call.ts";
import { squareId, squareRef } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { marks } from "./marks.ts";
import type { SquareSettings } from "./settings.ts";
import { OrderAnswer, type SquareOrder } from "./vendor-order.ts";

type Cancel = DataOf<typeof orderCancel>;

/**
 * Stops an order: reads it, then `PUT /v2/orders/{id}` with its version and every handing over cancelled too, without which
 * Square refuses. The order's version guards it, so asking again is harmless: what was cancelled is found so. That it was
 * cancelled is told by reading the order, which carries the command's id; so one fact has one source.
 */
export const cancelOrder: Operation<Cancel, SquareSettings> = {
  on: orderCancel,
  summary: "Cancels an order at Square, with everything that was to be handed over.",
  idempotency: "natural",
  recall: (command) => recallOrder(command),
  skip: ({ refs = [] }) =>
    refs.length > 0 && refs.every(({ vendor }) => vendor !== "square")
      ? "the order is of another vendor"
      : false,
  request: (command, context) => {
    const id = idOf(command, context.recalled["order"]);
    return id === undefined
      ? blocked("order_unknown", "Nothing names the order at Square.")
      : orderRequest(id, context);
  },
  interpret: (response, command, context) =>
    tellingRefusal(readAnswer(response, command, context), cancelRefused(command, context.message, response)),
};

function readAnswer(
  response: VendorResponse,
  command: Cancel,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = OrderAnswer.safeParse(response.json);
  if (!read.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without a readable order.`);
  const { order } = read.data;
  return context.step === 0 ? afterReading(order, command, context) : afterChange(order, response);
}

const idOf = ({ refs }: Cancel, remembered: Fact | undefined): string | undefined =>
  squareId(refs, "order") ?? remembered?.vendorId;

const over: ReadonlySet<string> = new Set(["COMPLETED", "CANCELED", "FAILED"]);

function afterReading(
  order: SquareOrder,
  command: Cancel,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  if (order.state === "CANCELED") {
    // An earlier try of this command, or somebody else.
    const ours = order.metadata?.[marks.cancellation] === command.cancellationId;
    return ours ? applied({ reference: order.id }) : unchanged("the order is cancelled already");
  }
  if (order.state === "COMPLETED") return applied({ reference: order.id, emit: [tooLate(order, command)] });
  const open = (order.fulfillments ?? []).filter(({ state }) => !over.has(state ?? ""));
  const wanted = {
    location_id: order.location_id,
    version: order.version,
    state: "CANCELED",
    ...(open.length > 0 && { fulfillments: open.map(({ uid }) => ({ uid, state: "CANCELED" })) }),
    metadata: { [marks.cancellation]: command.cancellationId },
  };
  return next(putOrder(order.id, wanted, context));
}

const afterChange = (order: SquareOrder, { status }: VendorResponse): Outcome =>
  order.state === "CANCELED"
    ? applied({ reference: order.id })
    : inDoubt(
        "not_cancelled",
        `Square answered ${status}, and the order is ${order.state ?? "in no state"}.`,
      );

/** That the order goes on, where Square refuses to read or to change it. */
const cancelRefused =
  ({ orderId, cancellationId, store }: Cancel, message: Envelope, response: VendorResponse) =>
  (refused: Rejected): readonly Emission[] => {
    const occurredAt = answeredAt(message, response);
    const reason = refused.code === "NOT_FOUND" ? ("not_found" as const) : ("other" as const);
    const why = { reason, error: vendorErrorOf(refused), occurredAt };
    return [
      emission(orderCancelFailed, { orderId, cancellationId, ...(store && { store }), ...why }, occurredAt),
    ];
  };

function tooLate(order: SquareOrder, { orderId, cancellationId }: Cancel) {
  const occurredAt = order.closed_at ?? order.updated_at;
  const data = {
    orderId,
    refs: [squareRef("order", order.id)],
    version: order.version === undefined ? undefined : String(order.version),
    status: "completed" as const,
    vendorStatus: order.state,
    occurredAt,
    cancellationId,
    reason: "already_completed" as const,
  };
  return emission(orderCancelFailed, data, { time: occurredAt });
}
