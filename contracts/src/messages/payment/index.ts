import type { Contract } from "../../define.ts";
import { paymentAuthorized } from "./authorized.ts";
import { paymentCancelled } from "./cancelled.ts";
import { paymentCaptured } from "./captured.ts";
import { paymentDisputeOpened } from "./dispute-opened.ts";
import { paymentExpired } from "./expired.ts";
import { paymentRefund } from "./refund.ts";
import { paymentRefundFailed } from "./refund-failed.ts";
import { paymentRefundRequested } from "./refund-requested.ts";
import { paymentRefunded } from "./refunded.ts";

export {
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentDisputeOpened,
  paymentExpired,
  paymentRefund,
  paymentRefundFailed,
  paymentRefundRequested,
  paymentRefunded,
};
export type { RefundDetails, RefundReason } from "./refund-details.ts";

/** Every contract about payments. */
export const paymentContracts: readonly Contract[] = [
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentDisputeOpened,
  paymentExpired,
  paymentRefund,
  paymentRefundFailed,
  paymentRefundRequested,
  paymentRefunded,
];
