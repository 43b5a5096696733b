import { applied, type Operation } from "@spindlebus/bus/adapter";
import { paymentCapture, type DataOf } from "@spindlebus/contracts";
import { amountField, idempotencyKey, modification, readAnswer, skipOthers } from "./modification.ts";
import type { AdyenSettings } from "./settings.ts";

/** Takes reserved money: `POST /payments/{pspReference}/captures`. That it was taken is told by the webhook. */
export const capture: Operation<DataOf<typeof paymentCapture>, AdyenSettings> = {
  on: paymentCapture,
  summary: "Asks Adyen to capture a payment, whole or in part; whether it did comes by webhook.",
  idempotency: "key",
  key: idempotencyKey,
  skip: skipOthers,
  request(command, context) {
    const amount = amountField(command.amount);
    if ("kind" in amount) return amount;
    return modification({ path: "captures", requestId: command.captureId, command, fields: amount }, context);
  },
  interpret(response, { captureId, paymentId }) {
    const answer = readAnswer(response);
    if ("kind" in answer) return answer;
    const { pspReference } = answer.taken;
    const remember = [{ kind: "capture", id: captureId, vendorId: pspReference, facts: { paymentId } }];
    return applied({ reference: pspReference, remember });
  },
};
