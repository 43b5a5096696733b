import { applied, type Operation } from "@spindlebus/bus/adapter";
import { paymentCancel, type DataOf } from "@spindlebus/contracts";
import { idempotencyKey, modification, readAnswer, skipOthers } from "./modification.ts";
import type { AdyenSettings } from "./settings.ts";

/** Releases reserved money: `POST /payments/{pspReference}/cancels`. That it was released is told by the webhook. */
export const cancel: Operation<DataOf<typeof paymentCancel>, AdyenSettings> = {
  on: paymentCancel,
  summary: "Asks Adyen to cancel a payment that was not captured; whether it did comes by webhook.",
  idempotency: "key",
  key: idempotencyKey,
  skip: skipOthers,
  request: (command, context) =>
    modification({ path: "cancels", requestId: command.cancellationId, command }, context),
  interpret(response, { cancellationId, paymentId }) {
    const answer = readAnswer(response);
    if ("kind" in answer) return answer;
    const { pspReference } = answer.taken;
    const remember = [
      { kind: "cancellation", id: cancellationId, vendorId: pspReference, facts: { paymentId } },
    ];
    return applied({ reference: pspReference, remember });
  },
};
