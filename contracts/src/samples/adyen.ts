import { paymentCaptureFailed, paymentRefunded } from "../messages/payment/index.ts";
import type { Sample } from "./sample.ts";

const item = "/notificationItems/0/NotificationRequestItem";
const unsigned = { raw: "the signature, which holds for the raw body only" };
const payment = { vendor: "adyen", account: "BusTestMerchant", type: "payment", id: "9913140798220028" };

/** Standard webhooks: every modification has a pspReference of its own, and names its payment as originalReference. */
export const adyenSamples: readonly Sample[] = [
  {
    title: "Adyen REFUND",
    body: {
      live: "false",
      notificationItems: [
        {
          NotificationRequestItem: {
            additionalData: { hmacSignature: "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=" },
            amount: { currency: "USD", value: 500 },
            eventCode: "REFUND",
            eventDate: "2026-01-15T18:04:05+01:00",
            merchantAccountCode: "BusTestMerchant",
            merchantReference: "cmd-1",
            originalReference: "9913140798220028",
            paymentMethod: "visa",
            pspReference: "QFQTPCQ8HXSKGK82",
            reason: "",
            success: "true",
          },
        },
      ],
    },
    contract: paymentRefunded,
    message: {
      time: "2026-01-15T17:04:05.000Z",
      extensions: { testmode: "true", vendoreventtype: "REFUND" },
      data: {
        paymentId: "9913140798220028",
        refs: [payment],
        merchantReference: "cmd-1",
        vendorStatus: "REFUND",
        method: { type: "card", brand: "visa" },
        refund: {
          refundId: "QFQTPCQ8HXSKGK82",
          refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "refund", id: "QFQTPCQ8HXSKGK82" }],
          requestId: "cmd-1",
          amount: { amount: 500, currency: "USD" },
          status: "succeeded",
        },
        occurredAt: "2026-01-15T17:04:05.000Z",
        finality: "provisional",
      },
    },
    homes: {
      "/live": ["/extensions/testmode", "true"],
      [`${item}/additionalData/hmacSignature`]: unsigned,
      [`${item}/amount/currency`]: "/data/refund/amount/currency",
      [`${item}/amount/value`]: ["/data/refund/amount/amount", 500],
      [`${item}/eventCode`]: "/data/vendorStatus",
      [`${item}/eventDate`]: "/data/occurredAt",
      [`${item}/merchantAccountCode`]: "/data/refs/0/account",
      [`${item}/merchantReference`]: "/data/refund/requestId",
      [`${item}/originalReference`]: "/data/paymentId",
      [`${item}/paymentMethod`]: "/data/method/brand",
      [`${item}/pspReference`]: "/data/refund/refundId",
      [`${item}/reason`]: { raw: "an empty text says nothing" },
      [`${item}/success`]: ["/data/refund/status", "succeeded"],
    },
  },
  {
    title: "Adyen CAPTURE_FAILED",
    body: {
      live: "false",
      notificationItems: [
        {
          NotificationRequestItem: {
            additionalData: {
              hmacSignature: "zK5sVqgKuE1gYjXGsS2mXlMVL5hYJUiBRg8UU+iCWo0=",
              authCode: "683290",
              cardSummary: "4242",
              expiryDate: "03/2030",
            },
            amount: { currency: "USD", value: 1402 },
            eventCode: "CAPTURE_FAILED",
            eventDate: "2026-01-17T18:04:05+01:00",
            merchantAccountCode: "BusTestMerchant",
            merchantReference: "cp-7001-1",
            operations: ["REFUND"],
            originalReference: "9913140798220028",
            paymentMethod: "visa",
            pspReference: "GXTVQ8XHSKGK82QC",
            reason: "Capture rejected by the scheme",
            success: "true",
          },
        },
      ],
    },
    contract: paymentCaptureFailed,
    message: {
      time: "2026-01-17T17:04:05.000Z",
      extensions: { testmode: "true", vendoreventtype: "CAPTURE_FAILED" },
      data: {
        paymentId: "9913140798220028",
        refs: [payment],
        merchantReference: "cp-7001-1",
        vendorStatus: "CAPTURE_FAILED",
        method: { type: "card", brand: "visa", last4: "4242" },
        authorizationCode: "683290",
        reason: "rejected",
        capture: {
          captureId: "GXTVQ8XHSKGK82QC",
          refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "capture", id: "GXTVQ8XHSKGK82QC" }],
          requestId: "cp-7001-1",
          amount: { amount: 1402, currency: "USD" },
        },
        error: { message: "Capture rejected by the scheme" },
        occurredAt: "2026-01-17T17:04:05.000Z",
        finality: "provisional",
        ext: { adyen: { expiryDate: "03/2030", operations: ["REFUND"] } },
      },
    },
    homes: {
      "/live": ["/extensions/testmode", "true"],
      [`${item}/additionalData/hmacSignature`]: unsigned,
      [`${item}/additionalData/authCode`]: "/data/authorizationCode",
      [`${item}/additionalData/cardSummary`]: "/data/method/last4",
      [`${item}/additionalData/expiryDate`]: "/data/ext/adyen/expiryDate",
      [`${item}/amount/currency`]: "/data/capture/amount/currency",
      [`${item}/amount/value`]: ["/data/capture/amount/amount", 1402],
      [`${item}/eventCode`]: "/data/vendorStatus",
      [`${item}/eventDate`]: "/data/occurredAt",
      [`${item}/merchantAccountCode`]: "/data/refs/0/account",
      [`${item}/merchantReference`]: "/data/capture/requestId",
      [`${item}/operations`]: "/data/ext/adyen/operations",
      [`${item}/originalReference`]: "/data/paymentId",
      [`${item}/paymentMethod`]: "/data/method/brand",
      [`${item}/pspReference`]: "/data/capture/captureId",
      [`${item}/reason`]: "/data/error/message",
      [`${item}/success`]: { raw: "said by the event code: true, it failed" },
    },
  },
];
