import type { Contract } from "../../define.ts";
import { paymentAuthorizationFailed } from "./authorization-failed.ts";
import { paymentAuthorized } from "./authorized.ts";
import { paymentCancel } from "./cancel.ts";
import { paymentCancelFailed } from "./cancel-failed.ts";
import { paymentCancelled } from "./cancelled.ts";
import { paymentCapture } from "./capture.ts";
import { paymentCaptureFailed } from "./capture-failed.ts";
import { paymentCaptured } from "./captured.ts";
import { paymentDisputeClosed } from "./dispute-closed.ts";
import { paymentDisputeOpened } from "./dispute-opened.ts";
import { paymentExpired } from "./expired.ts";
import { paymentRefund } from "./refund.ts";
import { paymentRefundFailed } from "./refund-failed.ts";
import { paymentRefundRequested } from "./refund-requested.ts";
import { paymentRefundReversed } from "./refund-reversed.ts";
import { paymentRefunded } from "./refunded.ts";

export {
  paymentAuthorizationFailed,
  paymentAuthorized,
  paymentCancel,
  paymentCancelFailed,
  paymentCancelled,
  paymentCapture,
  paymentCaptureFailed,
  paymentCaptured,
  paymentDisputeClosed,
  paymentDisputeOpened,
  paymentExpired,
  paymentRefund,
  paymentRefundFailed,
  paymentRefundRequested,
  paymentRefundReversed,
  paymentRefunded,
};
export type { RefundDetails, RefundReason } from "./refund-details.ts";
export { otherProcessorOf, processorOf } from "./processor.ts";

/** Every contract about payments. */
export const paymentContracts: readonly Contract[] = [
  paymentAuthorizationFailed,
  paymentAuthorized,
  paymentCancel,
  paymentCancelFailed,
  paymentCancelled,
  paymentCapture,
  paymentCaptureFailed,
  paymentCaptured,
  paymentDisputeClosed,
  paymentDisputeOpened,
  paymentExpired,
  paymentRefund,
  paymentRefundFailed,
  paymentRefundRequested,
  paymentRefundReversed,
  paymentRefunded,
];
