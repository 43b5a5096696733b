import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Money } from "../../values/money.ts";
import { BusinessDate } from "../../values/time.ts";
import { orderStep } from "./order-step.ts";
import { OrderRefund } from "./refund.ts";

/**
 * Goods or money of an order were given back, as the till tells it. The money's own way is told by payment.refunded; who
 * counts money listens to one of the two.
 */
export const orderRefunded = defineEvent({
  type: "order.refunded.v1",
  summary: "All or a part of an order was given back: which lines, how much, by which means.",
  data: z.strictObject({
    ...orderStep,
    businessDate: BusinessDate.optional().meta({
      description: "The store's day on which it is booked, maybe after the order's.",
    }),
    refund: OrderRefund,
    amountRefunded: Money.optional().meta({
      description: "All refunds of this order so far, this one included; positive.",
    }),
  }),
  entityKey: "orderId",
  semantics: "delta",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId", "refund.refundId"],
  examples: [
    {
      orderId: "ord-7001",
      refs: [{ vendor: "toast", account: "restaurant-0042", type: "order", id: "0b8c2c2e-7001" }],
      version: "6",
      store: { storeId: "0042" },
      customer: { memberId: "mbr-1815" },
      status: "completed",
      vendorStatus: "APPROVED",
      occurredAt: "2026-01-15T19:00:00.000Z",
      businessDate: "2026-01-15",
      refund: {
        refundId: "rt-7001-1",
        refs: [{ vendor: "toast", type: "refundTransaction", id: "rt-7001-1" }],
        amount: { amount: 701, currency: "USD" },
        tip: { amount: 0, currency: "USD" },
        tax: { amount: 52, currency: "USD" },
        serviceCharge: { amount: 0, currency: "USD" },
        serviceCharges: [
          { chargeId: "s-1", amount: { amount: 0, currency: "USD" }, tax: { amount: 0, currency: "USD" } },
        ],
        reason: "Cold burger",
        lines: [
          {
            lineId: "1",
            refs: [{ vendor: "toast", type: "selection", id: "s-1" }],
            quantity: "1",
            amount: { amount: 599, currency: "USD" },
            tax: { amount: 48, currency: "USD" },
          },
          {
            lineId: "2",
            quantity: "1",
            amount: { amount: 50, currency: "USD" },
            tax: { amount: 4, currency: "USD" },
          },
        ],
        tenders: [
          {
            tenderId: "1",
            refs: [{ vendor: "toast", type: "payment", id: "p-7001" }],
            type: "card",
            paymentRef: "pi_3SpindleExample7001",
            paymentRefundRef: "re_3SpindleExample1",
            amount: { amount: 701, currency: "USD" },
            tip: { amount: 0, currency: "USD" },
          },
        ],
      },
      amountRefunded: { amount: 701, currency: "USD" },
      ext: { toast: { refundBusinessDate: 20260115 } },
    },
    {
      orderId: "ord-7002",
      occurredAt: "2026-01-15T19:10:00.000Z",
      refund: { refundId: "rt-7002-1", amount: { amount: 250, currency: "USD" } },
    },
  ],
});
