import type { Order } from "@spindlebus/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyOrder } from "../any-order.ts";
import { frozen, settings } from "../examples.ts";
import { PostAndAccruePoints } from "../simulator/requests.ts";
import { ticketOf } from "./check.ts";

const textOf = (order: Order) => JSON.stringify(ticketOf(order, "6000201000200841", settings()));
const checkOf = (order: Order) => PostAndAccruePoints.parse(JSON.parse(textOf(order))).check;

type Item = ReturnType<typeof checkOf>["items"][number];
type Priced = {
  readonly itemId: string;
  readonly price: number;
  readonly isVoided?: boolean | undefined;
  readonly discounts?: readonly Priced[] | undefined;
};

/** An item and everything below it that stands for a line. */
function linesOf(item: Item): readonly Priced[] {
  if (item.type === "menuItem") return [item, ...(item.modifiers ?? [])];
  if (item.type === "comboItem") return [item, ...item.items.flatMap(linesOf)];
  return item.type === "serviceChargeItem" ? [item] : [];
}

const cents = (major = 0) => Math.round(major * 100);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const price = ({ price: major, isVoided, discounts = [] }: Priced): number =>
  (isVoided === true ? 0 : cents(major)) + sum(discounts.map(price));

test("any order is a ticket that Paytronix accepts, and no line is lost or doubled", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const ids = checkOf(order)
        .items.flatMap(linesOf)
        .map(({ itemId }) => itemId);
      expect(ids.toSorted()).toEqual(order.lines.map(({ item }) => item.id).toSorted());
    }),
  );
});

test("items and discounts add up to the sub total", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const { items, totals } = checkOf(order);
      const food = items.filter(({ type }) => type === "menuItem" || type === "comboItem").flatMap(linesOf);
      const discounts = items.filter((item) => item.type === "discountItem");
      expect(sum([...food, ...discounts].map(price))).toBe(cents(totals.subTotal));
    }),
  );
});

test("sub total, tax and charges add up to the check total, and tenders to theirs", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const { items, totals } = checkOf(order);
      const { subTotal, taxTotal, serviceChargeTotal, checkTotal, tenderTotal } = totals;
      expect(cents(checkTotal)).toBe(sum([subTotal, taxTotal, serviceChargeTotal].map(cents)));
      const tenders = items.flatMap((item) => (item.type === "tenderItem" ? [cents(item.amount)] : []));
      expect(sum(tenders)).toBe(cents(tenderTotal));
    }),
  );
});

test("every amount has the two decimals of its currency, whatever JavaScript's numbers would make of it", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const amounts = [...textOf(order).matchAll(/"(?:price|amount|\w+Total)":([^,}]+)/g)].map(
        ([, text]) => text,
      );
      expect(amounts.length).toBeGreaterThanOrEqual(6);
      for (const amount of amounts) expect(amount).toMatch(/^-?\d+\.\d{2}$/);
    }),
  );
});

test("the same order gives the same ticket, and is left alone", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const again = structuredClone(order);
      expect(textOf(frozen(order))).toBe(textOf(again));
    }),
  );
});
