import {
  loyaltyAccrue,
  loyaltyPointsAccrued,
  loyaltyPointsRedeemed,
  loyaltyRedeem,
} from "../messages/loyalty/index.ts";
import type { Sample } from "./sample.ts";

const card = { vendor: "paytronix", type: "card", id: "6000201000200841" };
const settings = { raw: "comes from the connection's settings, not from the message" };
const reply = { raw: "says that the call went well, which the outcome `applied` says" };
const echo = { raw: "repeats what was asked for; what was done is in changedWalletContents" };
const other = { raw: "is said by the other one of the two messages: what was gained, and what was paid" };

const request = {
  headerInfo: {
    merchantId: 1107,
    storeCode: "0042",
    operatorId: "0",
    terminalId: "bus",
    posTransactionId: "ord-7001",
    senderId: "POS",
    programId: "LP",
    datetime: "2026-01-15T18:04:05.000",
  },
  cardInfo: { printedCardNumber: "6000201000200841" },
  addWalletContents: [{ walletCode: 1, quantity: 12 }],
  redeemWalletContents: [{ walletCode: 863, quantity: 1 }],
  orderMethod: "online app",
  deliveryMethod: "pick up",
};

const asked = {
  member: { memberId: "mbr-1815", refs: [card], programCode: "LP" },
  transaction: {
    transactionId: "ord-7001",
    orderRef: "ord-7001",
    store: { storeId: "0042" },
    occurredAt: "2026-01-15T18:04:05.000Z",
  },
  ext: { paytronix: { orderMethod: "online app", deliveryMethod: "pick up" } },
};

const askedHomes = {
  "/headerInfo/merchantId": settings,
  "/headerInfo/storeCode": "/data/transaction/store/storeId",
  "/headerInfo/operatorId": settings,
  "/headerInfo/terminalId": settings,
  "/headerInfo/posTransactionId": "/data/transaction/transactionId",
  "/headerInfo/senderId": settings,
  "/headerInfo/programId": "/data/member/programCode",
  "/headerInfo/datetime": ["/data/transaction/occurredAt", "2026-01-15T18:04:05.000Z"],
  "/cardInfo/printedCardNumber": "/data/member/refs/0/id",
  "/orderMethod": "/data/ext/paytronix/orderMethod",
  "/deliveryMethod": "/data/ext/paytronix/deliveryMethod",
} as const;

const answer = {
  result: "authorizedSuccess",
  responseCode: 200,
  responseMessage: "Authorized",
  posTransactionId: "ord-7001",
  enrollDate: "2025-08-01",
  printedCardNumber: "6000201000200841",
  maskedCardNumber: "200841",
  isRegistered: true,
  tierName: "Gold",
  tierCode: 2,
  cardTemplateCode: 123,
  cardTemplateName: "Loyalty",
  customerName: "Ada Lovelace",
  pxAuthCode: "683290",
  pxTransactionId: 148240240,
  svriFlag: false,
  balancePoints: [],
  rewardPoints: [{ pointName: "Points", pointType: 1, points: 120, walletCode: 1, expirationDates: [] }],
  addWalletContents: [{ walletCode: 1, quantity: 12 }],
  redeemWalletContents: [{ walletCode: 863, quantity: 1 }],
  changedWalletContents: [
    { name: "Points Earned", operationType: 1, walletCode: 1, quantity: 12 },
    { name: "Free Coffee Used", operationType: 2, walletCode: 863, quantity: 1 },
  ],
};

const done = {
  member: {
    memberId: "mbr-1815",
    refs: [card],
    programCode: "123",
    tier: { code: "2", name: "Gold" },
    enrolledAt: "2025-08-01T00:00:00.000Z",
  },
  transaction: {
    transactionId: "ord-7001",
    refs: [
      { vendor: "paytronix", type: "transaction", id: "148240240" },
      { vendor: "paytronix", type: "auth_code", id: "683290" },
    ],
    orderRef: "ord-7001",
    store: { storeId: "0042" },
    occurredAt: "2026-01-15T18:04:05.000Z",
    reason: "Authorized",
  },
  balances: [
    { value: { kind: "points", code: "1", label: "Points", quantity: "120" }, spendable: true, expiring: [] },
  ],
  ext: {
    paytronix: {
      isRegistered: true,
      cardTemplateName: "Loyalty",
      customerName: "Ada Lovelace",
      svriFlag: false,
      pointType: 1,
    },
  },
};

const doneHomes = {
  "/result": reply,
  "/responseCode": reply,
  "/responseMessage": "/data/transaction/reason",
  "/posTransactionId": "/data/transaction/transactionId",
  "/enrollDate": ["/data/member/enrolledAt", "2025-08-01T00:00:00.000Z"],
  "/printedCardNumber": "/data/member/refs/0/id",
  "/maskedCardNumber": { raw: "is the end of the number that is a ref" },
  "/isRegistered": "/data/ext/paytronix/isRegistered",
  "/tierName": "/data/member/tier/name",
  "/tierCode": "/data/member/tier/code",
  "/cardTemplateCode": "/data/member/programCode",
  "/cardTemplateName": "/data/ext/paytronix/cardTemplateName",
  "/customerName": "/data/ext/paytronix/customerName",
  "/pxAuthCode": "/data/transaction/refs/1/id",
  "/pxTransactionId": "/data/transaction/refs/0/id",
  "/svriFlag": "/data/ext/paytronix/svriFlag",
  "/rewardPoints/0/pointName": "/data/balances/0/value/label",
  "/rewardPoints/0/pointType": "/data/ext/paytronix/pointType",
  "/rewardPoints/0/points": ["/data/balances/0/value/quantity", "120"],
  "/rewardPoints/0/walletCode": "/data/balances/0/value/code",
  "/addWalletContents": echo,
  "/redeemWalletContents": echo,
} as const;

/** One call of Paytronix can give and take; in the canonical model these are two messages. */
export const paytronixLoyaltySamples: readonly Sample[] = [
  {
    title: "Paytronix transaction/addRedeem, what is given",
    body: request,
    contract: loyaltyAccrue,
    message: { data: { ...asked, values: [{ kind: "points", code: "1", quantity: "12" }] } },
    homes: {
      ...askedHomes,
      "/addWalletContents/0/walletCode": "/data/values/0/code",
      "/addWalletContents/0/quantity": ["/data/values/0/quantity", "12"],
      "/redeemWalletContents": other,
    },
  },
  {
    title: "Paytronix transaction/addRedeem, what is taken",
    body: request,
    contract: loyaltyRedeem,
    message: { data: { ...asked, values: [{ kind: "reward", code: "863", quantity: "1" }] } },
    homes: {
      ...askedHomes,
      "/redeemWalletContents/0/walletCode": "/data/values/0/code",
      "/redeemWalletContents/0/quantity": ["/data/values/0/quantity", "1"],
      "/addWalletContents": other,
    },
  },
  {
    title: "Paytronix reply, what was gained",
    body: answer,
    contract: loyaltyPointsAccrued,
    message: {
      data: {
        ...done,
        changes: [
          { value: { kind: "points", code: "1", label: "Points Earned", quantity: "12" }, operation: "add" },
        ],
      },
    },
    homes: {
      ...doneHomes,
      "/changedWalletContents/0/name": "/data/changes/0/value/label",
      "/changedWalletContents/0/operationType": ["/data/changes/0/operation", "add"],
      "/changedWalletContents/0/walletCode": "/data/changes/0/value/code",
      "/changedWalletContents/0/quantity": ["/data/changes/0/value/quantity", "12"],
      "/changedWalletContents/1": other,
    },
  },
  {
    title: "Paytronix reply, what was paid",
    body: answer,
    contract: loyaltyPointsRedeemed,
    message: {
      data: {
        ...done,
        changes: [
          {
            value: { kind: "reward", code: "863", label: "Free Coffee Used", quantity: "-1" },
            operation: "subtract",
          },
        ],
      },
    },
    homes: {
      ...doneHomes,
      "/changedWalletContents/1/name": "/data/changes/0/value/label",
      "/changedWalletContents/1/operationType": ["/data/changes/0/operation", "subtract"],
      "/changedWalletContents/1/walletCode": "/data/changes/0/value/code",
      "/changedWalletContents/1/quantity": ["/data/changes/0/value/quantity", "-1"],
      "/changedWalletContents/0": other,
    },
  },
];
