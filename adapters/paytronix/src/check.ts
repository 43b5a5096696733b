import type { Order } from "@spindlebus/contracts";
import { discountsOf } from "./check-discounts.ts";
import { checkLines } from "./check-lines.ts";
import { checkTotals } from "./check-totals.ts";
import { tenderItems } from "./check-tenders.ts";
import type { PaytronixSettings } from "./settings.ts";
import { checkTime } from "./vendor-time.ts";

/** The ticket number that the guest sees; unique only together with the identifier that is always sent beside it. */
export function ticketNumber({ orderId, checks = [] }: Order): string {
  const [only, ...others] = checks;
  return (others.length === 0 ? only?.displayNumber : undefined) ?? orderId;
}

/** An order as the body of `check/postAndAccruePoints.json`, for the member's card. */
export function ticketOf(order: Order, card: string, settings: PaytronixSettings) {
  const discounts = discountsOf(order);
  return {
    merchantId: settings.merchantId,
    storeCode: storeCodeOf(order.store),
    cardInfo: { printedCardNumber: card },
    autoActivateCard: settings.autoActivateCard,
    ...till(settings),
    check: {
      header: headerOf(order),
      items: [...checkLines(order, discounts), ...tenderItems(order)],
      totals: checkTotals(order, discounts),
    },
  };
}

/** Who posts a ticket; a ticket must ask for a receipt, which nobody prints. */
export const till = ({ terminal, operator }: PaytronixSettings) => ({
  terminal,
  operator,
  receiptSettings: [{ name: terminal, maxWidth: 40 }],
});

/** Paytronix's code of a store where the message knows it, else the chain's own number. */
export function storeCodeOf({ storeId, refs = [] }: Order["store"]): string {
  return refs.find(({ vendor, type }) => vendor === "paytronix" && type === "store")?.id ?? storeId;
}

function headerOf(order: Order) {
  const { orderId, placedAt, closedAt, fulfilment, channel } = order;
  return {
    number: ticketNumber(order),
    uniqueIdentifier: orderId,
    openTime: checkTime(placedAt),
    ...(closedAt === undefined ? {} : { closeTime: checkTime(closedAt) }),
    isReturn: false,
    properties: {},
    ...(fulfilment?.guests === undefined ? {} : { seatCount: fulfilment.guests }),
    ...(fulfilment?.table === undefined ? {} : { tableNumber: fulfilment.table }),
    ...(channel === undefined ? {} : { orderMethod: orderMethods[channel] }),
    ...(fulfilment === undefined ? {} : { deliveryMethod: deliveryMethodOf(order, fulfilment.type) }),
  };
}

const orderMethods: Readonly<Record<NonNullable<Order["channel"]>, string>> = {
  in_store: "in store",
  web: "online web",
  app: "online app",
  kiosk: "kiosk",
  drive_thru: "drive through",
  call: "call in",
  third_party: "3rd party ordering",
  other: "other",
};

function deliveryMethodOf({ channel }: Order, type: NonNullable<Order["fulfilment"]>["type"]): string {
  const delivery = channel === "third_party" ? "3rd party delivery" : "in house delivery";
  const methods = {
    dine_in: "dine in",
    pickup: "pick up",
    curbside: "curbside",
    drive_thru: "drive through",
    delivery,
  } as const;
  return methods[type];
}
