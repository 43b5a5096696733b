import type { Order } from "@spindlebus/contracts";
import { allSelections } from "./lines.ts";
import type { ToastOrder } from "./vendor.ts";

type Json = NonNullable<Order["ext"]>[string][string];
type Fields = { readonly [name: string]: Json | null | undefined };

/** What no canonical field covers, as it came: of the order itself, and of its parts by their GUID. */
export function extOf(order: ToastOrder, withTimes: boolean): Pick<Order, "ext"> {
  const { diningOption, serviceArea, restaurantService, createdDevice, lastModifiedDevice } = order;
  const { duration, pricingFeatures, excessFood, appliedPackagingInfo, displayNumber } = order;
  const { marketplaceFacilitatorTaxInfo, promisedDate, estimatedFulfillmentDate } = order;
  const toast = filled({
    diningOption,
    serviceArea,
    restaurantService,
    createdDevice: filledOrNone(createdDevice),
    lastModifiedDevice: filledOrNone(lastModifiedDevice),
    duration,
    pricingFeatures,
    excessFood,
    appliedPackagingInfo,
    marketplaceFacilitatorTaxInfo,
    displayNumber,
    // Without a way of handing over there is no other place for them.
    ...(withTimes && { promisedDate, estimatedFulfillmentDate }),
    ...partsOf(order),
  });
  return Object.keys(toast).length === 0 ? {} : { ext: { toast } };
}

function partsOf({ checks }: ToastOrder): Fields {
  const all = checks ?? [];
  const selections = all.flatMap((check) => allSelections(check.selections));
  const charges = all.flatMap(({ appliedServiceCharges }) => appliedServiceCharges ?? []);
  const payments = all.flatMap((check) => check.payments ?? []);
  const discounts = [
    ...all.flatMap(({ appliedDiscounts }) => appliedDiscounts ?? []),
    ...selections.flatMap(({ appliedDiscounts }) => appliedDiscounts ?? []),
  ];
  return {
    multiLocationId: byGuid(selections, ({ item }) => item?.multiLocationId),
    preModifier: byGuid(selections, ({ preModifier }) => preModifier),
    voids: byGuid(selections, ({ voidBusinessDate, voidReason }) => some({ voidBusinessDate, voidReason })),
    charges: byGuid(charges, ({ taxable, chargeType, serviceCharge }) =>
      some({ taxable, chargeType, serviceCharge }),
    ),
    payments: byGuid(payments, ({ houseAccount, otherPayment, cashDrawer, ...fees }) => {
      const { originalProcessingFee, mcaRepaymentAmount } = fees;
      return some({ houseAccount, otherPayment, cashDrawer, originalProcessingFee, mcaRepaymentAmount });
    }),
    discounts: byGuid(discounts, ({ discount, appliedDiscountReason, triggers }) =>
      some({ discount, appliedDiscountReason, triggers: isEmpty(triggers) ? undefined : triggers }),
    ),
  };
}

function byGuid<Part extends { readonly guid: string }>(
  parts: readonly Part[],
  pick: (part: Part) => Json | null | undefined,
): Json | undefined {
  return some(Object.fromEntries(parts.map((part) => [part.guid, pick(part)])));
}

/** The fields that are there; undefined where none is. */
function some(fields: Fields): { [name: string]: Json } | undefined {
  const kept = filled(fields);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function filled(fields: Fields): { [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value] as const],
    ),
  );
}

const isEmpty = (value: Json | null | undefined): boolean => Array.isArray(value) && value.length === 0;

/** Toast writes `{"id": null}` for no device. */
function filledOrNone(value: Json | null | undefined): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value ?? undefined;
  return some(value);
}
