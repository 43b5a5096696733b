import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Money } from "../../values/money.ts";
import { OrderTotals } from "./charges.ts";
import { orderContracts } from "./index.ts";
import { Order } from "./order.ts";
import { OrderRefund } from "./refund.ts";

/** What of an order has sums, whatever contract it is in. */
const { lines, discounts, taxes, serviceCharges, tenders } = Order.shape;
const Summed = z.object({
  lines: z.array(lines.element.extend({ gross: Money })),
  discounts,
  taxes,
  serviceCharges,
  tenders,
  totals: OrderTotals,
});

const examples = orderContracts.flatMap(({ type, examples: all }) =>
  all.map((example, index) => [`${type} ${index}`, example] as const),
);
const orders = examples.flatMap(([title, example]) => {
  const { success, data } = Summed.safeParse(example);
  return success ? [[title, data] as const] : [];
});
const refunds = examples.flatMap(([title, example]) => {
  const { success, data } = z.object({ refund: OrderRefund }).safeParse(example);
  return success ? [[title, data.refund] as const] : [];
});

describe.each(orders)("the sums of %s", (_title, order) => {
  const counted = order.lines.filter(({ voided }) => voided !== true);
  const { totals } = order;

  test("a line's net is its gross less its discount", () => {
    const odd = counted.filter(
      ({ gross, discount, net }) => net && net.amount !== gross.amount - of(discount),
    );
    expect(odd).toEqual([]);
  });

  test("the sub total is what the lines cost, less their own discounts", () => {
    expect(totals.subtotal.amount).toBe(
      sum(counted.map(({ gross, discount }) => gross.amount - of(discount))),
    );
  });

  test("the total is the sub total less the other discounts, with charges, added tax and tip", () => {
    const onLines = sum(counted.map(({ discount }) => of(discount)));
    const others = totals.discount ? totals.discount.amount - onLines : 0;
    const added = of(totals.serviceCharge) + of(totals.tax) + of(totals.tip);
    expect(totals.total.amount).toBe(totals.subtotal.amount - others + added);
  });

  test("the parts add up to their totals, where both are there", () => {
    const parts = [
      [totals.discount, order.discounts?.map(({ amount }) => amount.amount)],
      [
        totals.tax,
        order.taxes?.filter(({ inclusive }) => inclusive !== true).map(({ amount }) => amount.amount),
      ],
      [totals.serviceCharge, order.serviceCharges?.map(({ amount }) => amount.amount)],
      [totals.paid, order.tenders?.map(({ amount, tip }) => amount.amount + of(tip))],
      [totals.tip, order.tenders?.map(({ tip }) => of(tip))],
    ] as const;
    const both = parts.filter(([total, amounts]) => total !== undefined && amounts !== undefined);
    expect(both.map(([, amounts]) => sum(amounts ?? []))).toEqual(both.map(([total]) => of(total)));
  });
});

test.each(refunds)(
  "the lines, charges and tip of %s add up to its amount, and so do its tenders",
  (_title, refund) => {
    const { amount, lines: back = [], tenders: means = [] } = refund;
    const goods =
      sum(back.map((line) => line.amount.amount + of(line.tax))) + of(refund.serviceCharge) + of(refund.tip);
    const paid = sum(means.map((tender) => tender.amount.amount + of(tender.tip)));
    expect(back.length === 0 ? amount.amount : goods).toBe(amount.amount);
    expect(means.length === 0 ? amount.amount : paid).toBe(amount.amount);
  },
);

test("the examples hold both whole orders and refunds", () => {
  expect(orders.length).toBeGreaterThan(5);
  expect(refunds.length).toBeGreaterThan(1);
});

const of = (money: Money | undefined): number => money?.amount ?? 0;
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
