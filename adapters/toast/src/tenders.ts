import type { Tender } from "@spindlebus/contracts";
import { moneyOf } from "./exact.ts";
import type { Check, Payment } from "./vendor.ts";
import { instantOf } from "./vendor-time.ts";

/** By what means a check was paid. */
export const tendersOf = ({ guid, payments }: Check, currency: string): Tender[] =>
  (payments ?? []).map((payment) => tenderOf(payment, guid, currency));

/** Whether a payment counts: what was voided or never came through paid for nothing. */
export function isMade({ paymentStatus }: Payment): boolean {
  const status = paymentStatus ? statuses[paymentStatus] : undefined;
  return status !== "voided" && status !== "failed";
}

/** What Toast calls the means, and what it is. */
export const tenderTypeOf = ({ type }: Payment): Tender["type"] => types[type ?? ""] ?? "other";

function tenderOf(payment: Payment, checkId: string, currency: string): Tender {
  const { guid, type, tipAmount, amountTendered, paidDate, cardType, last4Digits, refund } = payment;
  const { cardEntryMode, paymentStatus, refundStatus } = payment;
  const status = paymentStatus ? statuses[paymentStatus] : undefined;
  const back = refundStatus ? refundStatuses[refundStatus] : undefined;
  return {
    tenderId: guid,
    refs: [{ vendor: "toast", type: "payment", id: guid }],
    checkId,
    type: tenderTypeOf(payment),
    ...(type && { vendorType: type }),
    amount: moneyOf(payment.amount, currency),
    ...(tipAmount !== null && tipAmount !== undefined && { tip: moneyOf(tipAmount, currency) }),
    ...(amountTendered !== null &&
      amountTendered !== undefined && { tendered: moneyOf(amountTendered, currency) }),
    ...(paidDate && { paidAt: instantOf(paidDate) }),
    ...(cardType && cardType !== "UNKNOWN" && { cardBrand: cardType.toLowerCase() }),
    ...(last4Digits && /^\d{4}$/.test(last4Digits) && { last4: last4Digits }),
    ...(cardEntryMode && { entryMode: entryModes[cardEntryMode] ?? "other" }),
    ...(status && { status }),
    ...(paymentStatus && { vendorStatus: paymentStatus }),
    ...(back && { refundStatus: back }),
    ...(refund && {
      refunded: moneyOf(refund.refundAmount, currency),
      tipRefunded: moneyOf(refund.tipRefundAmount, currency),
    }),
  };
}

const types: Readonly<Record<string, Tender["type"]>> = {
  CASH: "cash",
  CREDIT: "card",
  GIFTCARD: "gift_card",
  TOAST_SV: "gift_card",
  REWARDCARD: "loyalty",
};

const statuses: Readonly<Record<string, NonNullable<Tender["status"]>>> = {
  AUTHORIZED: "authorized",
  AUTHORIZED_AT_RISK: "authorized",
  CAPTURE_IN_PROGRESS: "authorized",
  CAPTURED: "captured",
  PROCESSING_VOID: "voided",
  VOIDED_AT_RISK: "voided",
  VOIDED: "voided",
  CANCELLED: "voided",
  DENIED: "failed",
  ERROR: "failed",
  ERROR_NETWORK: "failed",
};

const refundStatuses: Readonly<Record<string, NonNullable<Tender["refundStatus"]>>> = {
  NONE: "none",
  PARTIAL: "partial",
  FULL: "full",
};

const entryModes: Readonly<Record<string, NonNullable<Tender["entryMode"]>>> = {
  SWIPED: "swiped",
  KEYED: "keyed",
  ONLINE: "online",
  APPLE_PAY_CNP: "online",
  GOOGLE_PAY_CNP: "online",
  CLICK_TO_PAY_CNP: "online",
  EMV_CHIP_SIGN: "chip",
  CONTACTLESS: "contactless",
  SAVED_CARD: "on_file",
  PARTNER_ECOM_COF: "on_file",
};
