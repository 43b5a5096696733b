import { translation } from "@spindlebus/bus/adapter";
import { paymentCaptured, paymentCaptureFailed } from "@spindlebus/contracts";
import { paymentOf, refsOf, requestIdOf } from "./canonical.ts";
import { eventOf, type Translate } from "./event.ts";
import { moneyOf } from "./money.ts";
import { captureReason, errorOf } from "./reasons.ts";
import type { AdyenSettings } from "./settings.ts";
import type { Item } from "./vendor.ts";

/** CAPTURE: taken, or refused. */
export const capture: Translate = (item, settings) => {
  if (!item.success) return failed(item, settings, "final");
  const details = captureOf(item, settings);
  const data = {
    ...paymentOf(item, { settings, referenceOf: "modification" }),
    // Adyen tells each capture alone: right where a payment is captured once, which is the account's default.
    amountCaptured: details.amount,
    capture: details,
    // A CAPTURE_FAILED may follow.
    finality: "provisional" as const,
  };
  return [translation(paymentCaptured, eventOf(item, data))];
};

/** CAPTURE_FAILED: accepted, and failed later. Adyen tries some again by itself. */
export const captureFailed: Translate = (item, settings) => failed(item, settings, "provisional");

function failed(item: Item, settings: AdyenSettings, finality: "final" | "provisional") {
  const data = {
    ...paymentOf(item, { settings, referenceOf: "modification" }),
    reason: captureReason(item.reason),
    capture: captureOf(item, settings),
    error: errorOf(item.reason),
    finality,
  };
  return [translation(paymentCaptureFailed, eventOf(item, data))];
}

const captureOf = (item: Item, settings: AdyenSettings) => ({
  captureId: item.pspReference,
  refs: refsOf("capture", item),
  requestId: requestIdOf(item, settings),
  amount: moneyOf(item.amount),
});
