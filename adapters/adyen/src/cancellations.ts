import { translation } from "@spindlebus/bus/adapter";
import { paymentCancelFailed, paymentCancelled } from "@spindlebus/contracts";
import { paymentOf, refsOf, requestIdOf, textIn } from "./canonical.ts";
import { eventOf, type Translate } from "./event.ts";
import { cancellationReason, errorOf } from "./reasons.ts";
import { refundOutcome } from "./refunds.ts";
import type { AdyenSettings } from "./settings.ts";
import type { Item } from "./vendor.ts";

/** CANCELLATION: called off, or it stands. */
export const cancellation: Translate = (item, settings) => {
  const payment = paymentOf(item, { settings, referenceOf: "modification" });
  const details = cancellationOf(item, settings);
  if (item.success) {
    const data = { ...payment, cancellation: details, finality: "final" as const };
    return [translation(paymentCancelled, eventOf(item, data))];
  }
  const data = {
    ...payment,
    reason: cancellationReason(item.reason),
    cancellation: details,
    error: errorOf(item.reason),
    finality: "final" as const,
  };
  return [translation(paymentCancelFailed, eventOf(item, data))];
};

/** TECHNICAL_CANCEL: the shop never got the payment's answer and named it by its own reference. */
export const technicalCancel: Translate = (item, settings) => {
  if (!item.success) return [];
  const data = {
    ...paymentOf(item, { settings, referenceOf: "payment" }),
    cancellation: { refs: refsOf("cancellation", item), reason: "technical" as const },
    finality: "final" as const,
  };
  return [translation(paymentCancelled, eventOf(item, data))];
};

/**
 * CANCEL_OR_REFUND: Adyen chose, and says what. A refusal that does not say is told as the cancellation's: nothing was
 * undone either way.
 * @throws where it was done and Adyen does not say what, so that a person looks
 */
export const cancelOrRefund: Translate = (item, settings) => {
  const action = textIn(item.additionalData, "modification.action");
  if (action === "refund") return refundOutcome(item, settings);
  if (action === "cancel" || !item.success) return cancellation(item, settings);
  throw new Error(
    `CANCEL_OR_REFUND ${item.pspReference} does not say by modification.action whether it was a cancel or a refund.`,
  );
};

const cancellationOf = (item: Item, settings: AdyenSettings) => ({
  refs: refsOf("cancellation", item),
  requestId: requestIdOf(item, settings),
});
