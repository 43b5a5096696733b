import {
  applied,
  blocked,
  inDoubt,
  post,
  type Operation,
  type OperationContext,
  type Outcome,
  type Recall,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { decimalOf, paymentRefunded, type DataOf } from "@spindlebus/contracts";
import { readAnswer } from "./answer.ts";
import { guestKind, paymentFactId } from "./guest.ts";
import type { BrazeSettings } from "./settings.ts";
import { paths } from "./vendor.ts";

type Refund = DataOf<typeof paymentRefunded>;

/** Tells a guest that money is on its way back: one message, out of a campaign (`POST /campaigns/trigger/send`). */
export const announceRefund: Operation<Refund, BrazeSettings> = {
  on: paymentRefunded,
  summary: "Tells a guest, by a campaign, that a refund is on its way.",
  // Braze sends a message for every request, and nobody can ask it afterwards which ones it sent.
  idempotency: "none",
  lookUp:
    "In Braze, open the guest's profile or the campaign's analytics and look for a message about that time.",
  skip: (_refund, { settings }) =>
    settings.refundCampaignId === undefined ? "the connection names no campaign for refunds" : false,
  recall: (refund) => ({ guest: recallGuest(refund) }),
  request: sendRequest,
  interpret: readSent,
};

/** Best first: the order, then the payment alone. */
const recallGuest = ({ orderRef, merchantReference, paymentId, refs }: Refund): Recall => {
  const orders = [orderRef, merchantReference].filter((id) => id !== undefined);
  const payments = [paymentId, ...refs.map(({ id }) => id)].map(paymentFactId);
  return {
    kind: guestKind,
    ids: [...new Set([...orders, ...payments])],
    writtenBy: "trackOrders",
    entityKey: orderRef,
  };
};

function sendRequest(
  { refund, orderRef }: Refund,
  { settings, recalled }: OperationContext<BrazeSettings>,
): VendorRequest | Outcome {
  const guest = recalled["guest"]?.vendorId;
  if (guest === undefined) return blocked("no_guest", "Nothing tells whose order was refunded.");
  const properties = {
    refund_id: refund.refundId,
    order_id: orderRef,
    amount: decimalOf(refund.amount),
    currency: refund.amount.currency,
  };
  const recipients = [{ external_user_id: guest, trigger_properties: properties }];
  return post(paths.triggerCampaign, { campaign_id: settings.refundCampaignId, recipients });
}

/** One recipient, so an error beside a success speaks of the only message, and does not say whether it was sent. */
function readSent(response: VendorResponse): Outcome {
  const reading = readAnswer(response);
  if (reading.kind !== "accepted") return reading;
  const { errors, dispatch_id: dispatchId } = reading.answer;
  if (errors && errors.length > 0)
    return inDoubt(
      "success_with_errors",
      `Braze took the message on, with errors: ${JSON.stringify(errors)}`,
    );
  return applied({ reference: dispatchId ?? undefined });
}
