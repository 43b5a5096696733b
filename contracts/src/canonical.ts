import type { Contract } from "./define.ts";
import { customerProfileChanged } from "./messages/customer/profile-changed.ts";
import { loyaltyPointsAccrued } from "./messages/loyalty/points-accrued.ts";
import { loyaltyPointsReversed } from "./messages/loyalty/points-reversed.ts";
import { orderCompleted } from "./messages/order/completed.ts";
import { paymentAuthorized } from "./messages/payment/authorized.ts";
import { paymentCancelled } from "./messages/payment/cancelled.ts";
import { paymentExpired } from "./messages/payment/expired.ts";
import { paymentCaptured } from "./messages/payment/captured.ts";
import { paymentDisputeOpened } from "./messages/payment/dispute-opened.ts";
import { paymentRefundFailed } from "./messages/payment/refund-failed.ts";
import { paymentRefundRequested } from "./messages/payment/refund-requested.ts";
import { paymentRefund } from "./messages/payment/refund.ts";
import { paymentRefunded } from "./messages/payment/refunded.ts";

/** Every contract that Spindle ships. */
export const canonicalContracts: readonly Contract[] = [
  customerProfileChanged,
  loyaltyPointsAccrued,
  loyaltyPointsReversed,
  orderCompleted,
  paymentAuthorized,
  paymentCancelled,
  paymentExpired,
  paymentCaptured,
  paymentDisputeOpened,
  paymentRefund,
  paymentRefunded,
  paymentRefundFailed,
  paymentRefundRequested,
];
