import { defineEvent } from "../../define.ts";
import { Order } from "./order.ts";

/** An order was handed over and paid. */
export const orderCompleted = defineEvent({
  type: "order.completed.v1",
  summary: "An order was handed over and paid; nothing more is expected of the guest or the kitchen.",
  data: Order,
  entityKey: "orderId",
  semantics: "state",
  subject: "customer.memberId",
  owner: "commerce",
  indexed: ["orderId", "store.storeId"],
  examples: [
    {
      orderId: "ord-7001",
      refs: [{ vendor: "square", account: "FPYC", type: "order", id: "eA3v" }],
      version: "3",
      store: { storeId: "0042", name: "Main St", timezone: "America/New_York" },
      channel: "app",
      fulfilment: { type: "pickup", promisedAt: "2026-01-15T18:05:00.000Z", status: "completed" },
      customer: {
        memberId: "mbr-1815",
        email: "ada@example.com",
        phone: "+16175550101",
        givenName: "Ada",
        familyName: "Lovelace",
        locale: "en-US",
      },
      businessDate: "2026-01-15",
      placedAt: "2026-01-15T18:00:00.000Z",
      closedAt: "2026-01-15T18:04:05.000Z",
      localOffset: "-05:00",
      lines: [
        {
          lineId: "1",
          kind: "item",
          item: { id: "BURGER", name: "Burger", categories: [{ level: "major", id: "10", name: "Burgers" }] },
          quantity: "2",
          unitPrice: { amount: 599, currency: "USD" },
          gross: { amount: 1198, currency: "USD" },
          net: { amount: 1198, currency: "USD" },
        },
        {
          lineId: "2",
          parentLineId: "1",
          kind: "modifier",
          item: { id: "CHEESE", name: "Cheese" },
          quantity: "2",
          unitPrice: { amount: 50, currency: "USD" },
          gross: { amount: 100, currency: "USD" },
          net: { amount: 100, currency: "USD" },
        },
      ],
      taxes: [{ name: "Sales tax", rate: "0.08", amount: { amount: 104, currency: "USD" } }],
      totals: {
        subtotal: { amount: 1298, currency: "USD" },
        discount: { amount: 0, currency: "USD" },
        serviceCharge: { amount: 0, currency: "USD" },
        tax: { amount: 104, currency: "USD" },
        tip: { amount: 0, currency: "USD" },
        total: { amount: 1402, currency: "USD" },
        paid: { amount: 1402, currency: "USD" },
        due: { amount: 0, currency: "USD" },
      },
      tenders: [
        {
          tenderId: "1",
          refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
          type: "card",
          amount: { amount: 1402, currency: "USD" },
          cardBrand: "visa",
          last4: "4242",
          entryMode: "online",
          paymentRef: "pi_3SpindleExample7001",
          status: "captured",
          refundStatus: "none",
        },
      ],
      loyalty: {
        member: {
          memberId: "mbr-1815",
          refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }],
        },
      },
      ext: { square: { ticketName: "Ada" } },
    },
    {
      orderId: "ord-7002",
      store: { storeId: "0042" },
      placedAt: "2026-01-15T18:10:00.000Z",
      lines: [
        {
          lineId: "1",
          kind: "item",
          item: { id: "COFFEE" },
          quantity: "1",
          gross: { amount: 250, currency: "USD" },
        },
      ],
      totals: { subtotal: { amount: 250, currency: "USD" }, total: { amount: 250, currency: "USD" } },
    },
  ],
});
