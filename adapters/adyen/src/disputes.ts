import { translation } from "@spindlebus/bus/adapter";
import { paymentDisputeClosed, paymentDisputeOpened, type DataOf } from "@spindlebus/contracts";
import { instant, paymentOf, refsOf, textIn } from "./canonical.ts";
import { eventOf, type Translate } from "./event.ts";
import { moneyOf } from "./money.ts";
import type { Item } from "./vendor.ts";

type Stage = DataOf<typeof paymentDisputeOpened>["dispute"]["stage"];
type Outcome = DataOf<typeof paymentDisputeClosed>["dispute"]["outcome"];
type Finality = "final" | "provisional";

/** A dispute has come to this stage. Whether a defence is still possible changes, so nothing is final. */
export function disputeOpened(stage: Stage): Translate {
  return (item, settings) => {
    const { dispute, shown } = disputeOf(item);
    const data = {
      ...paymentOf(item, { settings, referenceOf: "payment", shown }),
      dispute: { ...dispute, stage },
      finality: "provisional" as const,
    };
    return [translation(paymentDisputeOpened, eventOf(item, data))];
  };
}

/** A dispute has ended so. */
export function disputeClosed(outcome: Outcome, finality: Finality): Translate {
  return (item, settings) => {
    const { dispute, shown } = disputeOf(item);
    const data = {
      ...paymentOf(item, { settings, referenceOf: "payment", shown }),
      dispute: { ...dispute, outcome },
      finality,
    };
    return [translation(paymentDisputeClosed, eventOf(item, data))];
  };
}

function disputeOf(item: Item) {
  const { additionalData, reason } = item;
  const until = textIn(additionalData, "defensePeriodEndsAt");
  const evidenceDueAt = until !== undefined && hasOffset.test(until) ? instant(until) : undefined;
  const dispute = {
    disputeId: item.pspReference,
    refs: refsOf("dispute", item),
    amount: moneyOf(item.amount),
    reason: reason?.slice(0, 100),
    networkReasonCode: textIn(additionalData, "chargebackReasonCode"),
    status: textIn(additionalData, "disputeStatus"),
    evidenceDueAt,
  };
  const shown = ["chargebackReasonCode", "disputeStatus", ...(evidenceDueAt ? ["defensePeriodEndsAt"] : [])];
  return { dispute, shown };
}

/** Without an offset a time would mean another instant on every machine. */
const hasOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
