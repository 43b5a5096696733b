import { Email, Phone, type Order, type Party } from "@spindlebus/contracts";
import { discountsOf, loyaltyVendor, serviceChargesOf, taxesOf, totalsOf } from "./charges.ts";
import { discountOf, linesOf, notesIn } from "./lines.ts";
import { extOf } from "./ext.ts";
import { fulfilmentOf, kitchenOf } from "./fulfilment.ts";
import type { Channel, ToastSettings } from "./settings.ts";
import { tendersOf } from "./tenders.ts";
import type { Check, ToastOrder } from "./vendor.ts";
import { dayOf, instantOf, offsetOf } from "./vendor-time.ts";

/** Where an order comes from, and when it was told. */
export type Told = {
  readonly restaurant: string;
  /** Toast's time, for an order that does not say when it changed. */
  readonly at: string;
  readonly settings: ToastSettings;
};

/** What every message about one order says. */
export function orderHead(order: ToastOrder, { restaurant, settings }: Told) {
  const customer = customerOf(order, settings);
  return {
    orderId: orderIdOf(order, settings),
    refs: [{ vendor: "toast", account: restaurant, type: "order", id: order.guid }],
    store: storeOf(restaurant, settings),
    status: statusOf(order),
    ...(order.approvalStatus && { vendorStatus: order.approvalStatus }),
    ...(customer && { customer }),
  };
}

/** A whole order of Toast as the bus knows orders. */
export function canonicalOrder(order: ToastOrder, told: Told): Order & { readonly updatedAt: string } {
  const { currency } = told.settings;
  const { head, store } = { head: orderHead(order, told), store: configured(told.restaurant, told.settings) };
  const checks = standing(order);
  const fulfilment = fulfilmentOf(order, store?.[1]);
  const loyalty = loyaltyOf(checks, currency);
  const note = notesIn(checks.flatMap(({ selections }) => selections ?? []));
  const opened = order.openedDate ?? order.createdDate ?? told.at;
  const discounts = checks.flatMap((check) => discountsOf(check, currency));
  const taxes = taxesOf(checks, currency);
  const serviceCharges = checks.flatMap((check) => serviceChargesOf(check, currency));
  const tenders = checks.flatMap((check) => tendersOf(check, currency));
  const localOffset = offsetOf(opened);
  return {
    ...head,
    ...channelOf(order, told.settings),
    ...(fulfilment && { fulfilment }),
    ...(order.businessDate && { businessDate: dayOf(order.businessDate) }),
    placedAt: instantOf(opened),
    ...(order.closedDate && { closedAt: instantOf(order.closedDate) }),
    updatedAt: instantOf(order.modifiedDate ?? told.at),
    ...(localOffset && { localOffset }),
    checks: (order.checks ?? []).map((check) => checkOf(check, currency)),
    lines: checks.flatMap((check) => linesOf(check, currency)),
    ...(discounts.length > 0 && { discounts }),
    ...(taxes.length > 0 && { taxes }),
    ...(serviceCharges.length > 0 && { serviceCharges }),
    totals: totalsOf(checks, currency),
    ...(tenders.length > 0 && { tenders }),
    ...(loyalty && { loyalty }),
    ...(note && { note }),
    ...(order.server?.guid && { employeeRef: order.server.guid }),
    ...(order.revenueCenter?.guid && { revenueCenter: order.revenueCenter.guid }),
    ...extOf(order, fulfilment === undefined),
  };
}

/** The bills that count: a deleted one went into another. */
export const standing = ({ checks, deleted }: ToastOrder): readonly Check[] =>
  (checks ?? []).filter((check) => deleted === true || check.deleted !== true);

/** Every bill is closed, the store took the order on, and what is brought has arrived. */
export function isCompleted(order: ToastOrder): boolean {
  if (isCancelled(order) || (order.approvalStatus ?? "APPROVED") !== "APPROVED") return false;
  const checks = standing(order).filter(({ voided }) => voided !== true);
  const state = order.deliveryInfo?.deliveryState ?? "DELIVERED";
  return (
    checks.length > 0 &&
    checks.every(({ paymentStatus }) => paymentStatus === "CLOSED") &&
    state === "DELIVERED"
  );
}

/** Voided or deleted as a whole. */
export const isCancelled = ({ voided, deleted }: ToastOrder): boolean => voided === true || deleted === true;

/** The order id that the bus gave, where it did. */
export function orderIdOf({ guid, externalId }: ToastOrder, { externalIdPrefix }: ToastSettings): string {
  const ours = externalId?.startsWith(externalIdPrefix) ? externalId.slice(externalIdPrefix.length) : "";
  return ours || guid;
}

/** The chain's number of a restaurant; Toast's own where the settings do not name it, so that nothing is lost. */
export function storeOf(restaurant: string, settings: ToastSettings): Order["store"] {
  const storeId = configured(restaurant, settings)?.[0] ?? restaurant;
  return { storeId, refs: [{ vendor: "toast", type: "restaurant", id: restaurant }] };
}

const configured = (restaurant: string, { stores }: ToastSettings) =>
  Object.entries(stores).find(([, store]) => store.restaurant === restaurant);

function statusOf(order: ToastOrder): NonNullable<Order["status"]> {
  if (isCancelled(order) || order.approvalStatus === "NOT_APPROVED") return "cancelled";
  if (isCompleted(order)) return "completed";
  if (order.approvalStatus === "NEEDS_APPROVAL" || order.approvalStatus === "FUTURE") return "pending";
  const kitchen = kitchenOf(order);
  return kitchen === "begun" || kitchen === "ready" ? "in_preparation" : "accepted";
}

const usualChannels: Readonly<Record<string, Channel>> = {
  "In Store": "in_store",
  Online: "web",
  "Order-and-Pay-at-Table": "in_store",
  Kiosk: "kiosk",
  "Caller Id": "call",
  Google: "third_party",
  Grubhub: "third_party",
  "Toast Pickup App": "app",
  "Toast Local": "app",
  "Branded Online Ordering": "web",
  "Catering Online Ordering": "web",
  "Toast Tables": "in_store",
  "eCommerce Online ordering": "web",
  "Branded Mobile App": "app",
};

function channelOf({ source }: ToastOrder, { channels }: ToastSettings) {
  if (!source) return {};
  return {
    channel: channels[source] ?? usualChannels[source] ?? ("other" as const),
    sourceName: source.slice(0, 500),
  };
}

function customerOf({ checks }: ToastOrder, { phoneCountryCode }: ToastSettings): Party | undefined {
  const customer = (checks ?? []).map(({ customer: each }) => each).find((each) => each?.guid || each?.email);
  if (!customer) return undefined;
  const { guid, firstName, lastName, phone, email } = customer;
  const digits = phone?.replace(/[^\d+]/g, "") ?? "";
  const code = customer.phoneCountryCode?.replace(/\D/g, "") || phoneCountryCode;
  const number = Phone.safeParse(digits.startsWith("+") ? digits : `+${code}${digits}`);
  const address = Email.safeParse(email);
  return {
    ...(guid && { refs: [{ vendor: "toast", type: "customer", id: guid }] }),
    ...(firstName && { givenName: firstName.slice(0, 100) }),
    ...(lastName && { familyName: lastName.slice(0, 100) }),
    ...(digits && number.success && { phone: number.data }),
    ...(address.success && { email: address.data }),
  };
}

type CheckOf = NonNullable<Order["checks"]>[number];

const paymentStatuses: Readonly<Record<string, CheckOf["paymentStatus"]>> = {
  OPEN: "open",
  PAID: "paid",
  CLOSED: "closed",
};

function checkOf(check: Check, currency: string): CheckOf {
  const { guid, displayNumber, tabName, taxExempt, openedDate, closedDate, voided, deleted } = check;
  const paymentStatus = paymentStatuses[check.paymentStatus ?? ""];
  return {
    checkId: guid,
    refs: [{ vendor: "toast", type: "check", id: guid }],
    ...(displayNumber && { displayNumber: displayNumber.slice(0, 100) }),
    ...(tabName && { tabName: tabName.slice(0, 500) }),
    ...(openedDate && { openedAt: instantOf(openedDate) }),
    ...(closedDate && { closedAt: instantOf(closedDate) }),
    ...(paymentStatus && { paymentStatus }),
    ...(typeof taxExempt === "boolean" && { taxExempt }),
    ...((voided === true || deleted === true) && { voided: true }),
    totals: totalsOf([check], currency),
  };
}

/** The membership that the order counts for: what the till says, by the programme's own identifier. */
function loyaltyOf(checks: readonly Check[], currency: string): Order["loyalty"] {
  const info = checks
    .map(({ appliedLoyaltyInfo }) => appliedLoyaltyInfo)
    .find((each) => each?.loyaltyIdentifier);
  if (!info?.loyaltyIdentifier) return undefined;
  const vendor = loyaltyVendor(info.vendor);
  const type = vendor === "paytronix" ? "card" : "loyalty_identifier";
  const rewardsApplied = checks
    .flatMap(({ appliedDiscounts, selections }) => [
      ...(appliedDiscounts ?? []),
      ...(selections ?? []).flatMap((selection) => selection.appliedDiscounts ?? []),
    ])
    .flatMap((applied) => {
      const id = applied.loyaltyDetails?.referenceId;
      if (!id) return [];
      const by = loyaltyVendor(applied.loyaltyDetails?.vendor);
      const name = applied.name ? { name: applied.name.slice(0, 500) } : {};
      const refs = [{ vendor: by, type: "discount", id }];
      return [{ rewardId: id, refs, ...name, amount: discountOf(applied, currency) }];
    });
  return {
    member: { refs: [{ vendor, type, id: info.loyaltyIdentifier }] },
    ...(rewardsApplied.length > 0 && { rewardsApplied }),
  };
}
