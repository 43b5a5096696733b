import { translation } from "@spindlebus/bus/adapter";
import { paymentRefunded, paymentRefundFailed, paymentRefundReversed } from "@spindlebus/contracts";
import { paymentOf, refsOf, requestIdOf } from "./canonical.ts";
import { eventOf, type Translate } from "./event.ts";
import { moneyOf } from "./money.ts";
import { codeIn, errorOf } from "./reasons.ts";
import type { AdyenSettings } from "./settings.ts";
import type { Item } from "./vendor.ts";

/** REFUND and its kin: success false says that the refund was refused. */
export const refundOutcome: Translate = (item, settings) =>
  item.success ? refunded(item, settings) : refundFailed(item, settings);

/** The money is on its way back; a REFUND_FAILED or REFUNDED_REVERSED may take it back. */
export const refunded: Translate = (item, settings) => {
  const data = {
    ...paymentOf(item, { settings, referenceOf: "modification" }),
    refund: { ...refundOf(item, settings), status: "succeeded" as const },
    finality: "provisional" as const,
  };
  return [translation(paymentRefunded, eventOf(item, data))];
};

/** Refused at once, or failed after it had succeeded (REFUND_FAILED, whose success true says that it did fail). */
export const refundFailed: Translate = (item, settings) => {
  const failureCode = codeIn(item.reason);
  const data = {
    ...paymentOf(item, { settings, referenceOf: "modification" }),
    refund: { ...refundOf(item, settings), status: "failed" as const, failureCode },
    error: errorOf(item.reason),
    finality: "final" as const,
  };
  return [translation(paymentRefundFailed, eventOf(item, data))];
};

/** REFUNDED_REVERSED: the chain has the money again. */
export const refundReversed: Translate = (item, settings) => {
  const data = {
    ...paymentOf(item, { settings, referenceOf: "modification" }),
    refund: { ...refundOf(item, settings), reversalReason: item.reason?.slice(0, 500) },
    finality: "final" as const,
  };
  return [translation(paymentRefundReversed, eventOf(item, data))];
};

const refundOf = (item: Item, settings: AdyenSettings) => ({
  refundId: item.pspReference,
  refs: refsOf("refund", item),
  requestId: requestIdOf(item, settings),
  amount: moneyOf(item.amount),
});
