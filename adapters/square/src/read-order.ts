import {
  applied,
  emission,
  inDoubt,
  unchanged,
  type Fact,
  type InterpretContext,
  type Operation,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { orderUpdated, type DataOf } from "@spindlebus/contracts";
import { orderFact, orderRequest } from "./call.ts";
import { squareId } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { stepsOf } from "./order-steps.ts";
import { orderOf } from "./order.ts";
import type { SquareSettings } from "./settings.ts";
import { OrderAnswer } from "./vendor-order.ts";

type Changed = DataOf<typeof orderUpdated>;

/** What this connection last read of an order: its version and how far it was. */
const factKind = "order_read";

/**
 * Makes whole what a webhook told thinly: `GET /v2/orders/{id}`. The order's readings stand in one lane, so that each sees
 * what the one before it found: a state that was read already is not read again, and an end is told once, however many
 * webhooks tell of it.
 */
export const readOrder: Operation<Changed, SquareSettings> = {
  on: orderUpdated,
  summary: "Reads an order of which a webhook told that it changed, and publishes it whole.",
  idempotency: "natural", // it only reads
  skip: (order) => {
    // What this operation publishes is whole; reading that again would never end.
    if (order.partial !== true) return "the order is whole already";
    return squareId(order.refs, "order") === undefined ? "the order is of another vendor" : false;
  },
  lane: { group: "orders", key: (order) => squareId(order.refs, "order") ?? order.orderId },
  recall: (order) => ({
    last: {
      kind: factKind,
      ids: [squareId(order.refs, "order") ?? order.orderId],
      writtenBy: "readOrder",
      optional: true,
    },
  }),
  request: (order, context): VendorRequest | Outcome => {
    const known = versionOf(context.recalled["last"]);
    const told = Number(order.version);
    if (known !== undefined && told <= known)
      return unchanged(`version ${known} of the order was read already`);
    return orderRequest(squareId(order.refs, "order") ?? order.orderId, context);
  },
  interpret: readAnswer,
};

function readAnswer(
  response: VendorResponse,
  told: Changed,
  { settings, recalled }: InterpretContext<SquareSettings>,
): Outcome {
  if (response.status === 404) return unchanged("Square does not know the order any more");
  if (response.status < 200 || response.status > 299) return refusal(response);
  const read = OrderAnswer.safeParse(response.json);
  if (!read.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without a readable order.`);
  const { order: found } = read.data;
  const merchantId = told.refs?.find(({ vendor, type }) => vendor === "square" && type === "order")?.account;
  const order = orderOf(found, { settings, merchantId });
  const facts = { version: String(found.version ?? ""), status: order.status ?? "" };
  return applied({
    reference: found.id,
    emit: [
      emission(orderUpdated, order, { time: order.updatedAt, entityversion: order.updatedAt }),
      ...stepsOf(order, recalled["last"]?.facts["status"]),
    ],
    remember: [{ kind: factKind, id: found.id, vendorId: found.id, facts }, orderFact(order.orderId, found)],
  });
}

function versionOf(fact: Fact | undefined): number | undefined {
  const version = Number(fact?.facts["version"] || Number.NaN);
  return Number.isNaN(version) ? undefined : version;
}
