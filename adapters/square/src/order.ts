import type { Order } from "@spindlebus/contracts";
import { kept, squareRef, storeOf } from "./canonical.ts";
import { fulfilmentsOf } from "./order-fulfilment.ts";
import { linesOf } from "./order-lines.ts";
import { chargesOf, discountsOf, taxesOf, totalsOf } from "./order-sums.ts";
import { tendersOf } from "./order-tenders.ts";
import type { SquareSettings } from "./settings.ts";
import type { SquareOrder } from "./vendor-order.ts";

/** A whole order, and what else of it is known. */
export type WholeOrder = Order & { readonly updatedAt: string };

type Known = {
  readonly settings: Pick<SquareSettings, "stores" | "channels" | "memberKey">;
  readonly merchantId?: string | undefined;
};

/** The canonical order that a whole order of Square's is. */
export function orderOf(order: SquareOrder, { settings, merchantId }: Known): WholeOrder {
  const [fulfilment, ...others] = fulfilmentsOf(order);
  const source = order.source?.name;
  const email = fulfilment?.recipient?.email;
  const memberId = order.metadata?.[settings.memberKey] || undefined;
  const customer = {
    ...(memberId !== undefined && { memberId }),
    ...(order.customer_id && { refs: [squareRef("customer", order.customer_id)] }),
    ...(email && { email }),
  };
  return {
    orderId: order.reference_id ?? order.id,
    refs: [squareRef("order", order.id, merchantId)],
    version: order.version === undefined ? undefined : String(order.version),
    status: statusOf(order, fulfilment),
    vendorStatus: order.state,
    store: storeOf(order.location_id, settings),
    channel:
      source !== undefined && Object.hasOwn(settings.channels, source)
        ? settings.channels[source]
        : undefined,
    sourceName: source,
    ...(Object.keys(customer).length > 0 && { customer }),
    fulfilment,
    ...(others.length > 0 && { otherFulfilments: others }),
    placedAt: order.created_at,
    closedAt: order.closed_at,
    updatedAt: order.updated_at,
    lines: linesOf(order),
    ...filled({
      discounts: discountsOf(order),
      taxes: taxesOf(order),
      serviceCharges: chargesOf(order),
      tenders: tendersOf(order),
    }),
    totals: totalsOf(order),
    loyalty: loyaltyOf(order, memberId),
    ext: extOf(order),
  };
}

const filled = <Lists extends Readonly<Record<string, readonly unknown[]>>>(lists: Lists): Partial<Lists> =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<Lists>;

/** How far the order is. Square's OPEN covers everything before the end, so the handing over says more. */
export function statusOf(
  { state }: Pick<SquareOrder, "state">,
  fulfilment: Order["fulfilment"],
): Order["status"] {
  if (state === "COMPLETED") return "completed";
  if (state === "CANCELED") return "cancelled";
  if (state === "DRAFT") return "pending";
  switch (fulfilment?.status) {
    case "pending":
      return "pending";
    case "preparing":
      return "in_preparation";
    case "ready":
    case "completed": // handed over, and not yet paid
      return "ready";
    case "cancelled":
    case "failed":
    case undefined:
    default:
      return undefined;
  }
}

/**
 * Square names rewards at the order and takes off at discounts; whose they are only the customer says. A member whom the
 * chain names may be of any programme, so no ref of Square's says otherwise.
 */
function loyaltyOf(order: SquareOrder, memberId: string | undefined): Order["loyalty"] {
  const { rewards = [], customer_id: customer } = order;
  if (rewards.length === 0 && memberId !== undefined) return { member: { memberId } };
  if (rewards.length === 0 || !customer) return undefined;
  return {
    member: { ...(memberId !== undefined && { memberId }), refs: [squareRef("customer", customer)] },
    rewardsApplied: rewards.map(({ id }) => ({
      rewardId: id,
      refs: [squareRef("reward", id)],
      amount: order.discounts?.find(({ reward_ids: ids }) => ids?.includes(id))?.applied_money,
    })),
  };
}

/** What no field covers (docs/reference/canonical-model.md, "What did not fit"). */
function extOf(order: SquareOrder): Order["ext"] {
  const items = order.line_items ?? [];
  const byLine = <Value>(pick: (item: (typeof items)[number]) => Value | undefined) =>
    kept(Object.fromEntries(items.map((item) => [item.uid, pick(item)])));
  const shipments = (order.fulfillments ?? []).filter(({ type }) => type !== "PICKUP" && type !== "DELIVERY");
  const square = kept<unknown>({
    ticket_name: order.ticket_name,
    metadata: order.metadata,
    rewards: order.rewards,
    pricing_options: order.pricing_options,
    returns: order.returns,
    fulfillments: shipments,
    catalog_version: byLine((item) => item.catalog_version),
    variation_name: byLine((item) => item.variation_name),
    taxable: kept(
      Object.fromEntries((order.service_charges ?? []).map(({ uid, taxable }) => [uid, taxable])),
    ),
  });
  // All of it came out of JSON.
  return square && { square: square as NonNullable<Order["ext"]>[string] };
}
