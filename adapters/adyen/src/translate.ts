import { translation, type Translation } from "@spindlebus/bus/adapter";
import {
  paymentAuthorizationFailed,
  paymentAuthorized,
  paymentCaptured,
  paymentExpired,
} from "@spindlebus/contracts";
import { paymentOf, textIn } from "./canonical.ts";
import { cancellation, cancelOrRefund, technicalCancel } from "./cancellations.ts";
import { capture, captureFailed } from "./captures.ts";
import { disputeClosed, disputeOpened } from "./disputes.ts";
import type { EventCode } from "./event-codes.ts";
import { eventOf, type Translate } from "./event.ts";
import { moneyOf } from "./money.ts";
import { authorizationReason, errorOf } from "./reasons.ts";
import { refundFailed, refundOutcome, refundReversed } from "./refunds.ts";
import type { AdyenSettings } from "./settings.ts";
import type { NotificationBody } from "./vendor.ts";

/**
 * From a standard notification to canonical messages.
 *
 * Adyen gives events no id, so it is made of what tells them apart: the pspReference, the event code and success. A
 * redelivery, which Adyen sends for up to 30 days, has the same three.
 */
export function translate(
  { live, notificationItems }: NotificationBody,
  { settings }: { readonly settings: AdyenSettings },
): readonly Translation[] {
  const testmode = typeof live === "boolean" ? !live : undefined;
  return notificationItems.flatMap(({ NotificationRequestItem: item }) => {
    if (item.eventCode === "other") return [];
    const facts = { testmode, vendoreventtype: item.eventCode };
    return translators[item.eventCode](item, settings).map((each) => ({ ...each, ...facts }));
  });
}

const authorisation: Translate = (item, settings) => {
  const { success, reason, additionalData } = item;
  const amount = moneyOf(item.amount);
  if (success) {
    // The reason of a successful one is made of approval code, last four digits and expiry: nothing to tell.
    const payment = { ...paymentOf(item, { settings, referenceOf: "payment" }), amount };
    const authorized = { ...payment, finality: "provisional" as const };
    const captured = { ...authorized, amountCaptured: amount };
    return [
      translation(paymentAuthorized, eventOf(item, authorized)),
      ...(settings.captures === "immediate"
        ? [translation(paymentCaptured, eventOf(item, captured, "captured"))]
        : []),
    ];
  }
  const raw = textIn(additionalData, "refusalReasonRaw");
  const responseCode = raw === undefined ? undefined : /^\s*([0-9A-Z]{1,4})\b/.exec(raw)?.[1];
  const data = {
    ...paymentOf(item, { settings, referenceOf: "payment", shown: responseCode ? ["refusalReasonRaw"] : [] }),
    amount,
    reason: authorizationReason(reason),
    responseCode,
    error: errorOf(reason),
    finality: "final" as const,
  };
  return [translation(paymentAuthorizationFailed, eventOf(item, data))];
};

/** Another amount is reserved. Where that failed, what was reserved before still is, and nothing has happened. */
const adjustment: Translate = (item, settings) => {
  if (!item.success) return [];
  const payment = paymentOf(item, { settings, referenceOf: "modification" });
  const data = { ...payment, amount: moneyOf(item.amount), finality: "provisional" as const };
  return [translation(paymentAuthorized, eventOf(item, data))];
};

const expire: Translate = (item, settings) => {
  const data = { ...paymentOf(item, { settings, referenceOf: "payment" }), finality: "final" as const };
  return [translation(paymentExpired, eventOf(item, data))];
};

const translators: Readonly<Record<EventCode, Translate>> = {
  AUTHORISATION: authorisation,
  AUTHORISATION_ADJUSTMENT: adjustment,
  EXPIRE: expire,
  CAPTURE: capture,
  CAPTURE_FAILED: captureFailed,
  CANCELLATION: cancellation,
  TECHNICAL_CANCEL: technicalCancel,
  CANCEL_OR_REFUND: cancelOrRefund,
  REFUND: refundOutcome,
  REFUND_WITH_DATA: refundOutcome,
  REFUND_FAILED: refundFailed,
  REFUNDED_REVERSED: refundReversed,
  REQUEST_FOR_INFORMATION: disputeOpened("inquiry"),
  // Told before the money goes; the CHARGEBACK that follows takes it.
  NOTIFICATION_OF_CHARGEBACK: disputeOpened(undefined),
  CHARGEBACK: disputeOpened("chargeback"),
  SECOND_CHARGEBACK: disputeOpened("arbitration"),
  PREARBITRATION_OPEN: disputeOpened("arbitration"),
  SCHEME_ARBITRATION: disputeOpened("arbitration"),
  // "This stage is not final": a SECOND_CHARGEBACK may follow.
  CHARGEBACK_REVERSED: disputeClosed("won", "provisional"),
  ISSUER_RESPONSE_TIMEFRAME_EXPIRED: disputeClosed("won", "final"),
  DISPUTE_DEFENSE_PERIOD_ENDED: disputeClosed("accepted", "final"),
  PREARBITRATION_WON: disputeClosed("won", "final"),
  PREARBITRATION_LOST: disputeClosed("lost", "final"),
  PREARBITRATION_ISSUER_WITHDRAWN: disputeClosed("withdrawn", "final"),
  SCHEME_ARBITRATION_WON: disputeClosed("won", "final"),
  SCHEME_ARBITRATION_LOST: disputeClosed("lost", "final"),
};
