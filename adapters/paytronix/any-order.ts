import type { Order, OrderLine } from "@spindlebus/contracts";
import * as fc from "fast-check";
import { exampleOrder, usd } from "./examples.ts";

/** What varies in the lines of any order; lines are numbered, and `parent` and `line` are such numbers. */
type Plan = {
  readonly lines: readonly {
    readonly kind: OrderLine["kind"];
    readonly parent: number | null;
    readonly quantity: string;
    readonly gross: number;
    readonly discount: number;
    readonly voided: boolean;
  }[];
  readonly orderDiscounts: readonly number[];
  readonly lineDiscounts: readonly { readonly line: number; readonly amount: number }[];
  readonly tax: number | null;
  readonly tip: number | null;
  readonly tenders: readonly number[];
};

const plan: fc.Arbitrary<Plan> = fc.record({
  lines: fc.array(
    fc.record({
      kind: fc.constantFrom("item", "combo", "modifier", "service_charge", "gift_card"),
      parent: fc.option(fc.nat(14)),
      quantity: fc.constantFrom("1", "2", "0.750", "12"),
      gross: fc.nat(1_000_000),
      discount: fc.nat(100),
      voided: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
  orderDiscounts: fc.array(fc.nat(5_000), { maxLength: 3 }),
  lineDiscounts: fc.array(fc.record({ line: fc.nat(12), amount: fc.nat(50) }), { maxLength: 4 }),
  tax: fc.option(fc.nat(50_000)),
  tip: fc.option(fc.nat(5_000)),
  tenders: fc.array(fc.nat(1_000_000), { maxLength: 4 }),
});

/** Orders with lines in any disorder, whose sub total is what their lines cost after the lines' own discounts. */
export const anyOrder: fc.Arbitrary<Order> = plan.map((of) => {
  const { taxes: _taxes, ...order } = exampleOrder();
  const subtotal = usd(
    of.lines.reduce((sum, line, index) => sum + costOf(line, lineDiscountsAt(of, index)), 0),
  );
  return {
    ...order,
    lines: of.lines.map(lineFrom),
    discounts: [...of.orderDiscounts.map(orderDiscount), ...lineDiscounts(of)],
    totals: {
      subtotal,
      total: subtotal,
      ...(of.tax === null ? {} : { tax: usd(of.tax) }),
      ...(of.tip === null ? {} : { tip: usd(of.tip) }),
    },
    tenders: of.tenders.map((amount, index) => ({
      tenderId: String(index),
      type: "cash",
      amount: usd(amount),
    })),
  };
});

const lineFrom = (of: Plan["lines"][number], index: number): OrderLine => ({
  lineId: String(index),
  kind: of.kind,
  item: { id: `item-${index}` },
  quantity: of.quantity,
  gross: usd(of.gross),
  voided: of.voided,
  ...(of.parent === null ? {} : { parentLineId: String(of.parent) }),
  ...(of.kind === "service_charge" ? {} : { discount: usd(of.discount) }),
});

const orderDiscount = (amount: number, index: number) =>
  ({ discountId: `order-${index}`, source: "merchant", amount: usd(amount), scope: "order" }) as const;

const lineDiscounts = (of: Plan) =>
  of.lineDiscounts
    .filter(({ line }) => of.lines[line] !== undefined && of.lines[line].kind !== "service_charge")
    .map(
      ({ line, amount }, index) =>
        ({
          discountId: `line-${index}`,
          source: "merchant",
          amount: usd(amount),
          scope: "line",
          lineId: String(line),
        }) as const,
    );

const lineDiscountsAt = (of: Plan, index: number): number =>
  of.lineDiscounts.filter(({ line }) => line === index).reduce((sum, { amount }) => sum + amount, 0);

const costOf = ({ kind, voided, gross, discount }: Plan["lines"][number], itemised: number): number =>
  voided || kind === "service_charge" ? 0 : gross - Math.max(discount, itemised);
