import { orderRefunded } from "../messages/order/index.ts";
import type { Sample } from "./sample.ts";
import { usd } from "./usd.ts";

const check = "/order/checks/0";
const [selection, charge, payment] = [
  `${check}/selections/0`,
  `${check}/appliedServiceCharges/0`,
  `${check}/payments/0`,
];

/** What Toast says of a refund, in three places of the order that share the transaction's guid. */
export const toastRefund: Sample = {
  title: "Toast order, refunded in part",
  body: {
    order: {
      guid: "o2",
      externalId: "BUS:ord-7010",
      checks: [
        {
          guid: "c2",
          selections: [
            {
              guid: "s1",
              refundDetails: {
                refundAmount: 5.39,
                taxRefundAmount: 0.43,
                refundTransaction: { guid: "rt1" },
              },
            },
          ],
          appliedServiceCharges: [
            {
              guid: "sc1",
              refundDetails: { refundAmount: 3.99, taxRefundAmount: 0.0, refundTransaction: { guid: "rt1" } },
            },
          ],
          payments: [
            {
              guid: "p2",
              refundStatus: "PARTIAL",
              refund: {
                refundAmount: 9.81,
                tipRefundAmount: 1.0,
                refundDate: "2026-01-15T14:00:00.000-0500",
                refundBusinessDate: 20260115,
                refundTransaction: { guid: "rt1", entityType: "RefundTransaction" },
              },
            },
          ],
        },
      ],
    },
  },
  contract: orderRefunded,
  message: {
    data: {
      orderId: "ord-7010",
      refs: [{ vendor: "toast", type: "order", id: "o2" }],
      occurredAt: "2026-01-15T19:00:00.000Z",
      businessDate: "2026-01-15",
      refund: {
        refundId: "rt1",
        refs: [{ vendor: "toast", type: "RefundTransaction", id: "rt1" }],
        amount: usd(1081),
        tip: usd(100),
        tax: usd(43),
        serviceCharge: usd(399),
        serviceCharges: [{ chargeId: "sc1", amount: usd(399), tax: usd(0) }],
        lines: [{ lineId: "s1", amount: usd(539), tax: usd(43) }],
        tenders: [{ tenderId: "p2", amount: usd(981), tip: usd(100) }],
      },
      amountRefunded: usd(1081),
      ext: { toast: { checks: { c2: { payments: { p2: { refundStatus: "PARTIAL" } } } } } },
    },
  },
  homes: {
    "/order/guid": "/data/refs/0/id",
    "/order/externalId": ["/data/orderId", "ord-7010"],
    [`${check}/guid`]: { raw: "the check of the lines and the tender, which the order says" },
    [`${selection}/guid`]: "/data/refund/lines/0/lineId",
    [`${selection}/refundDetails/refundAmount`]: "/data/refund/lines/0/amount/amount",
    [`${selection}/refundDetails/taxRefundAmount`]: "/data/refund/lines/0/tax/amount",
    [`${selection}/refundDetails/refundTransaction/guid`]: "/data/refund/refundId",
    [`${charge}/guid`]: "/data/refund/serviceCharges/0/chargeId",
    [`${charge}/refundDetails/refundAmount`]: "/data/refund/serviceCharges/0/amount/amount",
    [`${charge}/refundDetails/taxRefundAmount`]: "/data/refund/serviceCharges/0/tax/amount",
    [`${charge}/refundDetails/refundTransaction/guid`]: "/data/refund/refundId",
    [`${payment}/guid`]: "/data/refund/tenders/0/tenderId",
    [`${payment}/refundStatus`]: "/data/ext/toast/checks/c2/payments/p2/refundStatus",
    [`${payment}/refund/refundAmount`]: "/data/refund/tenders/0/amount/amount",
    [`${payment}/refund/tipRefundAmount`]: "/data/refund/tenders/0/tip/amount",
    [`${payment}/refund/refundDate`]: "/data/occurredAt",
    [`${payment}/refund/refundBusinessDate`]: "/data/businessDate",
    [`${payment}/refund/refundTransaction/guid`]: "/data/refund/refundId",
    [`${payment}/refund/refundTransaction/entityType`]: "/data/refund/refs/0/type",
  },
};
