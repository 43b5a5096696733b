import {
  applied,
  tellingRefusal,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { paymentCapture, type DataOf } from "@spindlebus/contracts";
import { amountField, idempotencyKey, modification, readAnswer, skipOthers } from "./modification.ts";
import { captureRefused } from "./refused.ts";
import type { AdyenSettings } from "./settings.ts";

type Capture = DataOf<typeof paymentCapture>;

/** Takes reserved money: `POST /payments/{pspReference}/captures`. That it was taken is told by the webhook. */
export const capture: Operation<Capture, AdyenSettings> = {
  on: paymentCapture,
  summary: "Asks Adyen to capture a payment, whole or in part; whether it did comes by webhook.",
  idempotency: "key",
  key: idempotencyKey,
  skip: skipOthers,
  request: (command, context) =>
    tellingRefusal(captureRequest(command, context), (refusal) => [
      captureRefused(refusal, command, context),
    ]),
  interpret: (response, command, context) =>
    tellingRefusal(readCapture(response, command), (refusal) => [
      captureRefused(refusal, command, context, response),
    ]),
};

function captureRequest(command: Capture, context: OperationContext<AdyenSettings>): VendorRequest | Outcome {
  const amount = amountField(command.amount);
  if ("kind" in amount) return amount;
  return modification({ path: "captures", requestId: command.captureId, command, fields: amount }, context);
}

function readCapture(response: VendorResponse, { captureId, paymentId }: Capture): Outcome {
  const answer = readAnswer(response);
  if ("kind" in answer) return answer;
  const { pspReference } = answer.taken;
  const remember = [{ kind: "capture", id: captureId, vendorId: pspReference, facts: { paymentId } }];
  return applied({ reference: pspReference, remember });
}
