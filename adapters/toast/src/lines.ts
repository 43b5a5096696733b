import type { Money, OrderLine } from "@spindlebus/contracts";
import { moneyOf, plainDecimal, sumOf } from "./exact.ts";
import type { AppliedDiscount, Check, Selection } from "./vendor.ts";
import { instantOf } from "./vendor-time.ts";

type Place = {
  readonly checkId: string;
  readonly currency: string;
  readonly parentLineId?: string | undefined;
};

/** The lines of a check: each selection, and after it its modifiers as lines of their own. */
export const linesOf = ({ guid, selections }: Check, currency: string): OrderLine[] =>
  itemsIn(selections).flatMap((selection) => lineAndModifiers(selection, { checkId: guid, currency }));

/** Selections and modifiers of a check in the order of its lines. */
export const allSelections = (selections: Check["selections"]): readonly Selection[] =>
  itemsIn(selections).flatMap((selection) => [selection, ...allSelections([...(selection.modifiers ?? [])])]);

/** What guests asked for in words is a selection to Toast, and a note here. */
export const notesIn = (selections: readonly Selection[] | null | undefined): string | undefined => {
  const words = (selections ?? []).filter(isNote).flatMap(({ displayName }) => displayName ?? []);
  return words.length === 0 ? undefined : words.join("\n").slice(0, 500);
};

/** What a discount takes off, without the part of it that lowers tax. */
export const discountOf = (
  { nonTaxDiscountAmount, discountAmount }: AppliedDiscount,
  currency: string,
): Money => moneyOf(nonTaxDiscountAmount ?? discountAmount, currency);

const isNote = ({ selectionType }: Selection): boolean => selectionType === "SPECIAL_REQUEST";

const itemsIn = (selections: readonly Selection[] | null | undefined): readonly Selection[] =>
  (selections ?? []).filter((selection) => !isNote(selection));

function lineAndModifiers(selection: Selection, place: Place): OrderLine[] {
  const { checkId, currency } = place;
  const modifiers = itemsIn(selection.modifiers).flatMap((modifier) =>
    lineAndModifiers(modifier, { checkId, currency, parentLineId: selection.guid }),
  );
  return [lineOf(selection, place), ...modifiers];
}

function lineOf(selection: Selection, { checkId, currency, parentLineId }: Place): OrderLine {
  const { guid, seatNumber, unitOfMeasure, receiptLinePrice, optionGroup, tax, voidDate } = selection;
  const gross = grossOf(selection, currency);
  const discounts = (selection.appliedDiscounts ?? []).map((each) => discountOf(each, currency));
  const discount = sumOf(discounts, currency);
  const taxes = (selection.appliedTaxes ?? []).flatMap(({ taxRate, taxAmount }) =>
    taxRate?.guid ? [{ taxId: taxRate.guid, amount: moneyOf(taxAmount, currency) }] : [],
  );
  return {
    lineId: guid,
    ...(parentLineId !== undefined && { parentLineId }),
    checkId,
    ...(seatNumber && seatNumber > 0 && { seat: String(seatNumber) }),
    ...(optionGroup?.guid && { modifierGroup: { id: optionGroup.guid } }),
    kind: kindOf(selection, parentLineId),
    item: itemOf(selection),
    quantity: plainDecimal(selection.quantity ?? 1),
    ...(unitOfMeasure && unitOfMeasure !== "NONE" && { unitOfMeasure: unitOfMeasure.toLowerCase() }),
    ...(hasValue(receiptLinePrice) && { unitPrice: moneyOf(receiptLinePrice, currency) }),
    gross,
    ...(discounts.length > 0 && { discount }),
    net: { amount: gross.amount - discount.amount, currency },
    ...(hasValue(tax) && { tax: moneyOf(tax, currency) }),
    ...(taxes.length > 0 && { taxes }),
    ...(typeof selection.voided === "boolean" && { voided: selection.voided }),
    ...(voidDate && { voidedAt: instantOf(voidDate) }),
    ...noteOf(selection),
    ...statusOf(selection),
  };
}

/** A selection's prices have its modifiers' in them; here each line has its own. */
function grossOf(selection: Selection, currency: string): Money {
  const whole = (each: Selection) => moneyOf(each.preDiscountPrice ?? each.price, currency).amount;
  const modifiers = itemsIn(selection.modifiers).filter(({ voided }) => voided !== true);
  return {
    amount: whole(selection) - modifiers.reduce((total, each) => total + whole(each), 0),
    currency,
  };
}

function itemOf({ guid, item, plu, displayName, salesCategory, itemGroup }: Selection): OrderLine["item"] {
  const categories = [
    ...(itemGroup?.guid ? [{ level: "group", id: itemGroup.guid }] : []),
    ...(salesCategory?.guid ? [{ level: "sales", id: salesCategory.guid }] : []),
  ];
  return {
    // Gift cards and open items are on no menu.
    id: item?.guid || guid,
    ...(plu && { plu: plu.slice(0, 100) }),
    ...(displayName && { name: displayName.slice(0, 500) }),
    ...(categories.length > 0 && { categories }),
  };
}

function kindOf({ selectionType }: Selection, parentLineId: string | undefined): OrderLine["kind"] {
  if (parentLineId !== undefined) return "modifier";
  return selectionType === "TOAST_CARD_SELL" || selectionType === "TOAST_CARD_RELOAD" ? "gift_card" : "item";
}

function noteOf({ modifiers }: Selection): Pick<OrderLine, "note"> {
  const note = notesIn(modifiers);
  return note === undefined ? {} : { note };
}

const statuses: Readonly<Record<string, OrderLine["status"]>> = {
  NEW: "new",
  HOLD: "held",
  SENT: "sent",
  READY: "ready",
};

function statusOf({ fulfillmentStatus }: Selection): Pick<OrderLine, "status"> {
  const status = fulfillmentStatus ? statuses[fulfillmentStatus] : undefined;
  return status === undefined ? {} : { status };
}

const hasValue = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;
