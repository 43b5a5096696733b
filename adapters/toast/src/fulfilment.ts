import type { Fulfilment } from "@spindlebus/contracts";
import { plainDecimal } from "./exact.ts";
import { allSelections } from "./lines.ts";
import type { FulfilmentType, ToastSettings } from "./settings.ts";
import type { ToastOrder } from "./vendor.ts";
import { instantOf } from "./vendor-time.ts";

/** How the guest gets the order; undefined where nothing says in which way. */
export function fulfilmentOf(
  order: ToastOrder,
  store: ToastSettings["stores"][string] | undefined,
): Fulfilment | undefined {
  const type = typeOf(order, store);
  if (type === undefined) return undefined;
  const { promisedDate, estimatedFulfillmentDate, requiredPrepTime, deliveryInfo, table } = order;
  const { numberOfGuests, curbsidePickupInfo: car } = order;
  const status = statusOf(order);
  const left = deliveryInfo?.dispatchedDate;
  return {
    type,
    // Toast writes null for an order that is wanted as soon as the kitchen can.
    ...(promisedDate !== undefined && { asap: promisedDate === null }),
    ...(promisedDate && { requestedAt: instantOf(promisedDate) }),
    ...(estimatedFulfillmentDate && { promisedAt: instantOf(estimatedFulfillmentDate) }),
    ...(requiredPrepTime && isDuration(requiredPrepTime) && { prepTime: requiredPrepTime }),
    ...(left && { handedOverAt: instantOf(left) }),
    ...(status && { status }),
    ...(deliveryInfo?.deliveryState && { vendorStatus: deliveryInfo.deliveryState }),
    ...(table?.guid && { table: table.guid.slice(0, 100) }),
    ...(typeof numberOfGuests === "number" &&
      numberOfGuests >= 0 &&
      numberOfGuests <= 10_000 && { guests: numberOfGuests }),
    ...(car && { curbside: curbsideOf(car) }),
    ...(deliveryInfo && { delivery: deliveryOf(deliveryInfo) }),
  };
}

/** How far the kitchen is, where it says so: by the selections that count. */
export function kitchenOf({ checks }: ToastOrder): "none" | "new" | "begun" | "ready" {
  const steps = (checks ?? [])
    .flatMap(({ selections }) => allSelections(selections))
    .filter(({ voided }) => voided !== true)
    .flatMap(({ fulfillmentStatus }) => fulfillmentStatus ?? []);
  if (steps.length === 0) return "none";
  if (steps.every((step) => step === "READY")) return "ready";
  return steps.some((step) => step === "SENT" || step === "READY") ? "begun" : "new";
}

function typeOf(
  { diningOption, deliveryInfo, curbsidePickupInfo, table }: ToastOrder,
  store: ToastSettings["stores"][string] | undefined,
): FulfilmentType | undefined {
  const known = store?.diningOptions[guidOf(diningOption) ?? ""];
  if (curbsidePickupInfo && (known === undefined || known === "pickup")) return "curbside";
  if (known !== undefined) return known;
  if (deliveryInfo) return "delivery";
  return table?.guid ? "dine_in" : undefined;
}

function guidOf(reference: ToastOrder["diningOption"]): string | undefined {
  const isObject = typeof reference === "object" && reference !== null && !Array.isArray(reference);
  return isObject && typeof reference["guid"] === "string" ? reference["guid"] : undefined;
}

function statusOf(order: ToastOrder): Fulfilment["status"] {
  if (order.voided === true || order.deleted === true) return "cancelled";
  if (order.deliveryInfo?.deliveryState === "DELIVERED") return "completed";
  const kitchen = kitchenOf(order);
  if (kitchen === "none") return undefined;
  return kitchen === "ready" ? "ready" : kitchen === "begun" ? "preparing" : "pending";
}

const isDuration = (text: string): boolean => /^PT?(?=\d)[\dA-Z.]+$/.test(text) && text.length <= 40;

function curbsideOf(car: NonNullable<ToastOrder["curbsidePickupInfo"]>): NonNullable<Fulfilment["curbside"]> {
  const { transportDescription, transportColor, notes } = car;
  const vehicle = {
    ...(transportDescription && { description: transportDescription }),
    ...(transportColor && { color: transportColor }),
  };
  return { ...(Object.keys(vehicle).length > 0 && { vehicle }), ...(notes && { note: notes }) };
}

function deliveryOf(info: NonNullable<ToastOrder["deliveryInfo"]>): NonNullable<Fulfilment["delivery"]> {
  const { latitude, longitude, notes, deliveryEmployee, dispatchedDate, deliveredDate } = info;
  const located =
    latitude !== null && latitude !== undefined && longitude !== null && longitude !== undefined;
  return {
    address: addressOf(info),
    ...(located && {
      location: { latitude: plainDecimal(latitude), longitude: plainDecimal(longitude) },
    }),
    ...(notes && { instructions: notes.slice(0, 500) }),
    ...(deliveryEmployee?.guid && {
      courier: { refs: [{ vendor: "toast", type: "employee", id: deliveryEmployee.guid }] },
    }),
    ...(dispatchedDate && { dispatchedAt: instantOf(dispatchedDate) }),
    ...(deliveredDate && { deliveredAt: instantOf(deliveredDate) }),
  };
}

function addressOf(info: NonNullable<ToastOrder["deliveryInfo"]>) {
  const street = [info.address1, info.address2].filter((line) => line).join("\n");
  const region = info.state || info.administrativeArea;
  return {
    ...(street && { streetAddress: street.slice(0, 255) }),
    ...(info.city && { locality: info.city.slice(0, 255) }),
    ...(region && { region: region.slice(0, 255) }),
    ...(info.zipCode && { postalCode: info.zipCode.slice(0, 255) }),
    ...(info.country && /^[A-Z]{2}$/.test(info.country) && { country: info.country }),
  };
}
