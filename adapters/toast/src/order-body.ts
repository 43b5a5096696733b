import { blocked, rejected, type Outcome, exact, majorUnits } from "@spindlebus/bus/adapter";
import type { DataOf, orderSubmit } from "@spindlebus/contracts";
import type { ToastSettings } from "./settings.ts";
import { toastTime } from "./vendor-time.ts";

export type Submit = DataOf<typeof orderSubmit>;
type Line = Submit["lines"][number];
type Store = ToastSettings["stores"][string];

/** A body for Toast, or what stands in its way. */
type Made = { readonly kind: "body"; readonly body: object } | Outcome;

/** The name under which Toast knows an order of the bus; it refuses a second order of one name. */
export const externalIdOf = (orderId: string, { externalIdPrefix }: ToastSettings): string =>
  externalIdPrefix + orderId;

/** The order as `POST /orders` and `POST /prices` want it. */
export function orderBody(order: Submit, settings: ToastSettings): Made {
  const store = settings.stores[order.store.storeId];
  const obstacle = obstacleOf(order, store);
  if (obstacle) return obstacle;
  const { fulfilment } = order;
  const requested = fulfilment.asap === true ? undefined : fulfilment.requestedAt;
  const packaging = order.ext?.["toast"]?.["appliedPackagingInfo"];
  return {
    kind: "body",
    body: {
      entityType: "Order",
      externalId: externalIdOf(order.orderId, settings),
      diningOption: { guid: diningOptionOf(order, store), entityType: "DiningOption" },
      // Toast wants both alike for an order that is for later.
      ...(requested && { openedDate: toastTime(requested), promisedDate: toastTime(requested) }),
      ...(fulfilment.guests !== undefined && { numberOfGuests: fulfilment.guests }),
      ...(fulfilment.type === "curbside" && { curbsidePickupInfo: carOf(fulfilment) }),
      ...(fulfilment.type === "delivery" && { deliveryInfo: deliveryOf(fulfilment) }),
      ...(packaging !== undefined && { appliedPackagingInfo: packaging }),
      checks: [checkOf(order, settings, store)],
    },
  };
}

/** What Toast would refuse, or worse: take without what the guest asked for. */
function obstacleOf(order: Submit, store: Store | undefined): Outcome | undefined {
  const { fulfilment, lines, discounts = [] } = order;
  if (diningOptionOf(order, store) === undefined)
    return blocked(
      "dining_option_missing",
      `The setting stores names no dining option of store ${order.store.storeId} for ${fulfilment.type}: add it, then replay.`,
    );
  if (discounts.length > 0)
    return rejected(
      "discounts_not_supported",
      "Toast takes discounts only by the GUID of one it is configured with.",
    );
  const bare = lines.find((line) => line.parentLineId === undefined && groupOf(line) === undefined);
  if (bare)
    return blocked(
      "item_group_missing",
      `Line ${bare.lineId} names no category of the level group, which Toast wants.`,
    );
  const loose = lines.find((line) => line.parentLineId !== undefined && line.modifierGroup === undefined);
  if (loose) return blocked("modifier_group_missing", `The modifier ${loose.lineId} names no modifierGroup.`);
  if (fulfilment.type !== "dine_in" && customerOf(order) === undefined)
    return rejected(
      "customer_incomplete",
      "Toast wants first and last name, e-mail and telephone of who gets the order.",
    );
  const { streetAddress, locality, region, postalCode } = fulfilment.delivery?.address ?? {};
  if (fulfilment.type === "delivery" && !(streetAddress && locality && region && postalCode))
    return rejected("address_incomplete", "Toast wants street, city, state and ZIP code of a delivery.");
  if (paymentsOf(order).length > 0 && store?.payment === undefined)
    return blocked(
      "payment_missing",
      "The order is paid already: set payment of its store in the setting stores.",
    );
  return undefined;
}

function diningOptionOf({ fulfilment: { type } }: Submit, store: Store | undefined): string | undefined {
  const options = Object.entries(store?.diningOptions ?? {});
  const of = (wanted: string) => options.find(([, meaning]) => meaning === wanted)?.[0];
  return of(type) ?? (type === "curbside" ? of("pickup") : undefined);
}

function checkOf(order: Submit, settings: ToastSettings, store: Store | undefined): object {
  const customer = customerOf(order);
  const loyalty = loyaltyOf(order);
  const externalId = externalIdOf(order.orderId, settings);
  const paid = paymentsOf(order).map(({ tenderId, amount, tip }) => ({
    externalId: `${externalId}:tender:${tenderId}`,
    type: "OTHER",
    otherPayment: { guid: store?.payment, entityType: "AlternatePaymentType" },
    amount: majorUnits(amount),
    tipAmount: majorUnits(tip ?? { amount: 0, currency: amount.currency }),
  }));
  return {
    entityType: "Check",
    externalId: `${externalId}:check`,
    ...(customer && { customer: phoned(customer, settings) }),
    ...(loyalty && { appliedLoyaltyInfo: loyalty }),
    selections: selectionsOf(order, externalId),
    ...(paid.length > 0 && { payments: paid }),
  };
}

function selectionsOf({ lines, note }: Submit, externalId: string): readonly object[] {
  const selectionOf = (line: Line, notes: readonly string[] = []): object => ({
    entityType: "MenuItemSelection",
    externalId: `${externalId}:line:${line.lineId}`,
    item: { guid: line.item.id, entityType: "MenuItem" },
    ...(groupOf(line) && { itemGroup: { guid: groupOf(line), entityType: "MenuGroup" } }),
    ...(line.modifierGroup && {
      optionGroup: { guid: line.modifierGroup.id, entityType: "MenuOptionGroup" },
    }),
    quantity: exact(line.quantity),
    modifiers: [
      ...lines.filter(({ parentLineId }) => parentLineId === line.lineId).map((each) => selectionOf(each)),
      ...[...(line.note ? [line.note] : []), ...notes].map((words) => ({
        selectionType: "SPECIAL_REQUEST",
        displayName: words,
        quantity: 1,
      })),
    ],
  });
  const items = lines.filter(({ parentLineId }) => parentLineId === undefined);
  // An order has no words of its own at Toast; with the first item the kitchen reads them (an allergy, say).
  return items.map((line, index) => selectionOf(line, index === 0 && note ? [note] : []));
}

const groupOf = ({ item }: Line): string | undefined =>
  item.categories?.find(({ level }) => level === "group")?.id;

/** Payments that have been made; how a guest wants to pay at the door is the store's business. */
const paymentsOf = ({ tenders = [] }: Submit) =>
  tenders.filter(({ status }) => status === "captured" || status === "authorized");

function customerOf({ customer, fulfilment: { recipient } }: Submit) {
  const { givenName: firstName, familyName: lastName, email, phone } = { ...customer, ...recipient };
  return firstName && lastName && email && phone ? { firstName, lastName, email, phone } : undefined;
}

function phoned<Guest extends { readonly phone: string }>(guest: Guest, { phoneCountryCode }: ToastSettings) {
  const ours = guest.phone.startsWith(`+${phoneCountryCode}`);
  if (!ours) return { ...guest, phone: guest.phone.slice(1) };
  return { ...guest, phone: guest.phone.slice(phoneCountryCode.length + 1), phoneCountryCode };
}

const loyaltyVendors: Readonly<Record<string, string>> = {
  paytronix: "PAYTRONIX",
  punchh: "PUNCHH",
  toast: "TOAST",
};

function loyaltyOf({ loyalty }: Submit): object | undefined {
  const ref = loyalty?.member.refs?.find(({ vendor }) => Object.hasOwn(loyaltyVendors, vendor));
  return ref && { loyaltyIdentifier: ref.id, vendor: loyaltyVendors[ref.vendor] };
}

function deliveryOf({ delivery }: Submit["fulfilment"]): object {
  const { streetAddress = "", locality, region, postalCode, country } = delivery?.address ?? {};
  const [address1, ...others] = streetAddress.split("\n");
  const { latitude, longitude } = delivery?.location ?? {};
  return {
    address1,
    ...(others.length > 0 && { address2: others.join(", ") }),
    city: locality,
    state: region,
    zipCode: postalCode,
    ...(country && { country }),
    ...(latitude && longitude && { latitude: exact(latitude), longitude: exact(longitude) }),
    ...(delivery?.instructions && { notes: delivery.instructions }),
  };
}

function carOf({ curbside }: Submit["fulfilment"]): object {
  const { vehicle, note, parkingSpot } = curbside ?? {};
  const notes = [parkingSpot, note].filter((words) => words).join(", ");
  return {
    transportDescription: (vehicle?.description ?? "car").slice(0, 100),
    ...(vehicle?.color && { transportColor: vehicle.color.slice(0, 20) }),
    ...(notes && { notes: notes.slice(0, 100) }),
  };
}
