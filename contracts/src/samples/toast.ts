import { orderUpdated } from "../messages/order/index.ts";
import { delivery, type Sample } from "./sample.ts";
import { toastDelivery } from "./toast-delivery.ts";
import { toastRefund } from "./toast-refund.ts";

const restaurant = "d2f3a8c0-0000-4000-8000-000000000042";
const order = "0b8c2c2e-0000-4000-8000-000000007001";
const check = "/details/order/checks/0";
const selection = `${check}/selections/0`;
const payment = `${check}/payments/0`;

/** The orders webhook: whole orders, money as decimals without a currency, ids as GUIDs. The currency is the connection's. */
export const toastSamples: readonly Sample[] = [
  {
    title: "Toast order_updated",
    body: {
      timestamp: "2026-01-15T18:04:05.000Z",
      eventCategory: "order_updated",
      eventType: "order_updated",
      guid: "5f0c1d2e-0000-4000-8000-000000000001",
      details: {
        restaurantGuid: restaurant,
        order: {
          guid: order,
          externalId: "BUS:ord-7001",
          openedDate: "2026-01-15T18:00:00.000+0000",
          modifiedDate: "2026-01-15T18:04:04.900+0000",
          businessDate: 20260115,
          approvalStatus: "APPROVED",
          diningOption: { guid: "18855a26-0000-4000-8000-000000000003", entityType: "DiningOption" },
          checks: [
            {
              guid: "c1",
              displayNumber: "12",
              amount: 12.98,
              taxAmount: 1.04,
              totalAmount: 14.02,
              paymentStatus: "PAID",
              appliedLoyaltyInfo: { loyaltyIdentifier: "6000201000200841", vendor: "PAYTRONIX" },
              selections: [
                {
                  guid: "s1",
                  item: { guid: "i1" },
                  quantity: 2.0,
                  price: 12.98,
                  tax: 1.04,
                  voided: false,
                  modifiers: [],
                },
              ],
              payments: [
                {
                  guid: "p1",
                  type: "CREDIT",
                  amount: 14.02,
                  tipAmount: 0.0,
                  cardType: "VISA",
                  last4Digits: "4242",
                  paymentStatus: "CAPTURED",
                  refundStatus: "NONE",
                },
              ],
            },
          ],
        },
      },
    },
    contract: orderUpdated,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "5f0c1d2e-0000-4000-8000-000000000001", vendoreventtype: "order_updated" },
      data: {
        orderId: "ord-7001",
        refs: [{ vendor: "toast", account: restaurant, type: "order", id: order }],
        store: { storeId: "0042", refs: [{ vendor: "toast", type: "restaurant", id: restaurant }] },
        status: "accepted",
        vendorStatus: "APPROVED",
        fulfilment: { type: "pickup" },
        businessDate: "2026-01-15",
        placedAt: "2026-01-15T18:00:00.000Z",
        updatedAt: "2026-01-15T18:04:04.900Z",
        checks: [
          {
            checkId: "c1",
            refs: [{ vendor: "toast", type: "check", id: "c1" }],
            displayNumber: "12",
            paymentStatus: "paid",
            totals: {
              subtotal: { amount: 1298, currency: "USD" },
              tax: { amount: 104, currency: "USD" },
              total: { amount: 1402, currency: "USD" },
            },
          },
        ],
        lines: [
          {
            lineId: "s1",
            checkId: "c1",
            kind: "item",
            item: { id: "i1" },
            quantity: "2",
            gross: { amount: 1298, currency: "USD" },
            net: { amount: 1298, currency: "USD" },
            tax: { amount: 104, currency: "USD" },
            voided: false,
          },
        ],
        totals: {
          subtotal: { amount: 1298, currency: "USD" },
          tax: { amount: 104, currency: "USD" },
          total: { amount: 1402, currency: "USD" },
          paid: { amount: 1402, currency: "USD" },
        },
        tenders: [
          {
            tenderId: "p1",
            refs: [{ vendor: "toast", type: "payment", id: "p1" }],
            checkId: "c1",
            type: "card",
            vendorType: "CREDIT",
            amount: { amount: 1402, currency: "USD" },
            tip: { amount: 0, currency: "USD" },
            cardBrand: "visa",
            last4: "4242",
            status: "captured",
            vendorStatus: "CAPTURED",
            refundStatus: "none",
          },
        ],
        loyalty: { member: { refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }] } },
        ext: {
          toast: {
            diningOption: { guid: "18855a26-0000-4000-8000-000000000003", entityType: "DiningOption" },
          },
        },
      },
    },
    homes: {
      "/timestamp": "/time",
      "/eventCategory": delivery,
      "/eventType": "/extensions/vendoreventtype",
      "/guid": "/extensions/vendoreventid",
      "/details/restaurantGuid": "/data/store/refs/0/id",
      "/details/order/guid": "/data/refs/0/id",
      "/details/order/externalId": ["/data/orderId", "ord-7001"],
      "/details/order/openedDate": "/data/placedAt",
      "/details/order/modifiedDate": "/data/updatedAt",
      "/details/order/businessDate": "/data/businessDate",
      "/details/order/approvalStatus": "/data/vendorStatus",
      "/details/order/diningOption": "/data/ext/toast/diningOption",
      [`${check}/guid`]: "/data/checks/0/checkId",
      [`${check}/displayNumber`]: "/data/checks/0/displayNumber",
      [`${check}/amount`]: "/data/checks/0/totals/subtotal/amount",
      [`${check}/taxAmount`]: "/data/checks/0/totals/tax/amount",
      [`${check}/totalAmount`]: "/data/checks/0/totals/total/amount",
      [`${check}/paymentStatus`]: "/data/checks/0/paymentStatus",
      [`${check}/appliedLoyaltyInfo/loyaltyIdentifier`]: "/data/loyalty/member/refs/0/id",
      [`${check}/appliedLoyaltyInfo/vendor`]: "/data/loyalty/member/refs/0/vendor",
      [`${selection}/guid`]: "/data/lines/0/lineId",
      [`${selection}/item/guid`]: "/data/lines/0/item/id",
      [`${selection}/quantity`]: "/data/lines/0/quantity",
      [`${selection}/price`]: "/data/lines/0/net/amount",
      [`${selection}/tax`]: "/data/lines/0/tax/amount",
      [`${selection}/voided`]: "/data/lines/0/voided",
      [`${payment}/guid`]: "/data/tenders/0/tenderId",
      [`${payment}/type`]: "/data/tenders/0/vendorType",
      [`${payment}/amount`]: "/data/tenders/0/amount/amount",
      [`${payment}/tipAmount`]: "/data/tenders/0/tip/amount",
      [`${payment}/cardType`]: "/data/tenders/0/cardBrand",
      [`${payment}/last4Digits`]: "/data/tenders/0/last4",
      [`${payment}/paymentStatus`]: "/data/tenders/0/vendorStatus",
      [`${payment}/refundStatus`]: "/data/tenders/0/refundStatus",
    },
  },
  toastDelivery,
  toastRefund,
];
