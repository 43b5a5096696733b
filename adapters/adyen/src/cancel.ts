import {
  applied,
  tellingRefusal,
  type Operation,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { paymentCancel, type DataOf } from "@spindlebus/contracts";
import { idempotencyKey, modification, readAnswer, skipOthers } from "./modification.ts";
import { cancelRefused } from "./refused.ts";
import type { AdyenSettings } from "./settings.ts";

type Cancel = DataOf<typeof paymentCancel>;

/** Releases reserved money: `POST /payments/{pspReference}/cancels`. That it was released is told by the webhook. */
export const cancel: Operation<Cancel, AdyenSettings> = {
  on: paymentCancel,
  summary: "Asks Adyen to cancel a payment that was not captured; whether it did comes by webhook.",
  idempotency: "key",
  key: idempotencyKey,
  skip: skipOthers,
  request: (command, context) =>
    tellingRefusal(
      modification({ path: "cancels", requestId: command.cancellationId, command }, context),
      (refusal) => [cancelRefused(refusal, command, context)],
    ),
  interpret: (response, command, context) =>
    tellingRefusal(readCancel(response, command), (refusal) => [
      cancelRefused(refusal, command, context, response),
    ]),
};

function readCancel(response: VendorResponse, { cancellationId, paymentId }: Cancel): Outcome {
  const answer = readAnswer(response);
  if ("kind" in answer) return answer;
  const { pspReference } = answer.taken;
  const remember = [
    { kind: "cancellation", id: cancellationId, vendorId: pspReference, facts: { paymentId } },
  ];
  return applied({ reference: pspReference, remember });
}
