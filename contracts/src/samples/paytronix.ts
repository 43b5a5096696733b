import { orderCompleted } from "../messages/order/index.ts";
import type { Sample } from "./sample.ts";

const [example] = orderCompleted.examples;
const header = "/check/header";
const [burger, tender, totals] = ["/check/items/0", "/check/items/1", "/check/totals"];

/** Of the connection, and so the same in each ticket. */
const settings = { raw: "comes from the connection's settings, not from the order" };

/** A ticket goes to Paytronix and does not come from it: here the message must hold all that the ticket says. */
export const paytronixSamples: readonly Sample[] = [
  {
    title: "Paytronix check/postAndAccruePoints",
    body: {
      merchantId: 1107,
      storeCode: "0042",
      cardInfo: { printedCardNumber: "6000201000200841" },
      autoActivateCard: false,
      terminal: "bus",
      operator: "0",
      receiptSettings: [{ name: "bus", maxWidth: 40 }],
      check: {
        header: {
          number: "7001",
          uniqueIdentifier: "ord-7001",
          isReturn: false,
          openTime: "2026-01-15 18:00:00 +0000",
          closeTime: "2026-01-15 18:04:05 +0000",
          properties: {},
          orderMethod: "online app",
          deliveryMethod: "pick up",
        },
        items: [
          {
            type: "menuItem",
            itemId: "BURGER",
            name: "Burger",
            quantity: 2,
            price: 11.98,
            categories: [{ categoryType: "major", id: "10", name: "Burgers" }],
            modifiers: [{ itemId: "CHEESE", name: "Cheese", quantity: 2, price: 1.0 }],
            discounts: [],
          },
          {
            type: "tenderItem",
            itemId: "CC",
            amount: -14.02,
            detail: { type: "creditCard", cardType: "Visa", masked: "4242" },
          },
        ],
        totals: {
          subTotal: 12.98,
          taxTotal: 1.04,
          discountTotal: 0,
          serviceChargeTotal: 0,
          checkTotal: 14.02,
          tenderTotal: -14.02,
          itemizedTotals: [],
        },
      },
    },
    contract: orderCompleted,
    message: { data: { ...example, checks: [{ checkId: "1", displayNumber: "7001" }] } },
    homes: {
      "/merchantId": settings,
      "/storeCode": "/data/store/storeId",
      "/cardInfo/printedCardNumber": "/data/loyalty/member/refs/0/id",
      "/autoActivateCard": settings,
      "/terminal": settings,
      "/operator": settings,
      "/receiptSettings": settings,
      [`${header}/number`]: "/data/checks/0/displayNumber",
      [`${header}/uniqueIdentifier`]: "/data/orderId",
      [`${header}/isReturn`]: { raw: "said by the message's type: a return is an order.refunded" },
      [`${header}/openTime`]: "/data/placedAt",
      [`${header}/closeTime`]: "/data/closedAt",
      [`${header}/orderMethod`]: ["/data/channel", "app"],
      [`${header}/deliveryMethod`]: ["/data/fulfilment/type", "pickup"],
      [`${burger}/type`]: ["/data/lines/0/kind", "item"],
      [`${burger}/itemId`]: "/data/lines/0/item/id",
      [`${burger}/name`]: "/data/lines/0/item/name",
      [`${burger}/quantity`]: "/data/lines/0/quantity",
      [`${burger}/price`]: "/data/lines/0/gross/amount",
      [`${burger}/categories/0/categoryType`]: "/data/lines/0/item/categories/0/level",
      [`${burger}/categories/0/id`]: "/data/lines/0/item/categories/0/id",
      [`${burger}/categories/0/name`]: "/data/lines/0/item/categories/0/name",
      [`${burger}/modifiers/0/itemId`]: "/data/lines/1/item/id",
      [`${burger}/modifiers/0/name`]: "/data/lines/1/item/name",
      [`${burger}/modifiers/0/quantity`]: "/data/lines/1/quantity",
      [`${burger}/modifiers/0/price`]: "/data/lines/1/gross/amount",
      [`${tender}/type`]: { raw: "said by the list: tenders are in one of their own" },
      [`${tender}/itemId`]: ["/data/tenders/0/type", "card"],
      [`${tender}/amount`]: "/data/tenders/0/amount/amount",
      [`${tender}/detail/type`]: ["/data/tenders/0/type", "card"],
      [`${tender}/detail/cardType`]: "/data/tenders/0/cardBrand",
      [`${tender}/detail/masked`]: "/data/tenders/0/last4",
      [`${totals}/subTotal`]: "/data/totals/subtotal/amount",
      [`${totals}/taxTotal`]: "/data/totals/tax/amount",
      [`${totals}/discountTotal`]: "/data/totals/discount/amount",
      [`${totals}/serviceChargeTotal`]: "/data/totals/serviceCharge/amount",
      [`${totals}/checkTotal`]: "/data/totals/total/amount",
      [`${totals}/tenderTotal`]: "/data/totals/paid/amount",
    },
  },
];
