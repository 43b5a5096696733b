import type { CheckRequest, OrderRequest, SelectionRequest } from "./requests.ts";

/** An order as the simulated Toast keeps and shows it. */
export type SimulatedOrder = ReturnType<typeof priced>;

/** Every item of the simulated menu costs 5.99, every modifier 0.50, and tax is 8 per cent. */
const prices = { item: 599, modifier: 50, taxPercent: 8 };

/** Makes GUIDs; others in every run, for the bus remembers those of the last one. */
export type NewGuid = () => string;

/** The order that a request asks for, at Toast's prices. */
export function priced(request: OrderRequest, guid: NewGuid, nowMs: number) {
  const created = toastTime(nowMs);
  return {
    guid: guid(),
    entityType: "Order",
    externalId: request.externalId ?? null,
    source: "API",
    openedDate: request.openedDate ?? created,
    createdDate: created,
    modifiedDate: created,
    promisedDate: request.promisedDate ?? null,
    estimatedFulfillmentDate: toastTime(nowMs + 15 * 60_000),
    closedDate: null as string | null,
    businessDate: Number(created.slice(0, 10).replaceAll("-", "")),
    approvalStatus: "NEEDS_APPROVAL",
    voided: false,
    voidDate: null as string | null,
    deleted: false,
    createdInTestMode: false,
    numberOfGuests: request.numberOfGuests ?? 1,
    diningOption: { ...request.diningOption, entityType: "DiningOption", externalId: null },
    deliveryInfo: request.deliveryInfo ? { ...request.deliveryInfo, deliveryState: "PENDING" } : null,
    curbsidePickupInfo: request.curbsidePickupInfo ?? null,
    pricingFeatures: ["TAXESV2"],
    checks: request.checks.map((check) => pricedCheck(check, guid, created)),
  };
}

function pricedCheck(check: CheckRequest, guid: NewGuid, created: string) {
  const selections = check.selections.map((selection) => pricedSelection(selection, "item", guid));
  const amount = selections.reduce((total, { cents }) => total + cents, 0);
  const tax = Math.round((amount * prices.taxPercent) / 100);
  const payments = (check.payments ?? []).map((payment) => ({
    guid: guid(),
    entityType: "OrderPayment",
    ...payment,
    paidDate: created,
    paymentStatus: "CAPTURED",
    refundStatus: "NONE",
    refund: null,
  }));
  return {
    guid: guid(),
    entityType: "Check",
    externalId: check.externalId ?? null,
    displayNumber: String(1 + (amount % 97)),
    openedDate: created,
    closedDate: null as string | null,
    customer: check.customer ? { guid: guid(), entityType: "Customer", ...check.customer } : null,
    appliedLoyaltyInfo: check.appliedLoyaltyInfo ?? null,
    selections: selections.map(({ shown }) => shown),
    payments,
    appliedDiscounts: [],
    appliedServiceCharges: [],
    amount: amount / 100,
    taxAmount: tax / 100,
    totalAmount: (amount + tax) / 100,
    paymentStatus: "OPEN",
    voided: false,
    deleted: false,
  };
}

type Shown = { readonly [field: string]: unknown; voided: boolean };

/** A selection's price has its modifiers' in it. */
function pricedSelection(
  { modifiers = [], quantity, ...selection }: SelectionRequest,
  kind: "item" | "modifier",
  guid: NewGuid,
): { readonly cents: number; readonly shown: Shown } {
  const within = modifiers.map((modifier) => pricedSelection(modifier, "modifier", guid));
  const own = selection.selectionType === "SPECIAL_REQUEST" ? 0 : Math.round(prices[kind] * quantity);
  const cents = own + within.reduce((total, each) => total + each.cents, 0);
  const shown = {
    guid: guid(),
    entityType: "MenuItemSelection",
    ...selection,
    externalId: selection.externalId ?? null,
    item: selection.item ?? null,
    quantity,
    preDiscountPrice: cents / 100,
    price: cents / 100,
    receiptLinePrice: prices[kind] / 100,
    tax: kind === "item" ? Math.round((cents * prices.taxPercent) / 100) / 100 : 0,
    fulfillmentStatus: "NEW",
    seatNumber: -1,
    unitOfMeasure: "NONE",
    voided: false,
    appliedDiscounts: [],
    appliedTaxes: [],
    modifiers: within.map((each) => each.shown),
  };
  return { cents, shown };
}

/** The store took the order on; what is paid in full is closed. */
export function approved(order: SimulatedOrder, nowMs: number): SimulatedOrder {
  const at = toastTime(nowMs);
  const checks = order.checks.map((check) => {
    const paid = check.payments.reduce((total, { amount }) => total + Math.round(amount * 100), 0);
    const isPaid = paid >= Math.round(check.totalAmount * 100);
    return isPaid ? { ...check, paymentStatus: "CLOSED", closedDate: at } : check;
  });
  const isClosed = checks.every(({ paymentStatus }) => paymentStatus === "CLOSED");
  return {
    ...order,
    approvalStatus: "APPROVED",
    modifiedDate: at,
    checks,
    closedDate: isClosed ? at : null,
  };
}

/** The order as a void leaves it. */
export function voidedOrder(order: SimulatedOrder, nowMs: number): SimulatedOrder {
  const at = toastTime(nowMs);
  const checks = order.checks.map((check) => ({
    ...check,
    voided: true,
    selections: check.selections.map((selection) => ({ ...selection, voided: true })),
    payments: check.payments.map((payment) => ({ ...payment, paymentStatus: "VOIDED" })),
  }));
  return { ...order, voided: true, voidDate: at, modifiedDate: at, checks };
}

const toastTime = (ms: number): string => new Date(ms).toISOString().replace(/Z$/, "+0000");
