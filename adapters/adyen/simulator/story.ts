import type { Change, ChangeRequest } from "./body.ts";
import type { UnsignedItem } from "./notification.ts";
import type { Verdict } from "./payments.ts";
import type { Script } from "./script.ts";

/** One notification about a change, and how long after the request it comes. */
export type Told = { readonly afterMs: number; readonly item: UnsignedItem };

type Happened = {
  readonly request: ChangeRequest;
  readonly pspReference: string;
  readonly verdict: Verdict;
  readonly script: Script;
  readonly nowMs: number;
};

const codes: Readonly<Record<Change, string>> = {
  refund: "REFUND",
  capture: "CAPTURE",
  cancel: "CANCELLATION",
};

/** What Adyen tells of a change that it received: how it ended, and where the script says so, that it did not last. */
export function storyOf({ request, pspReference, verdict, script, nowMs }: Happened): readonly Told[] {
  const told = (afterMs: number, eventCode: string, success: boolean, reason: string): Told => ({
    afterMs,
    item: {
      pspReference,
      originalReference: request.payment,
      merchantAccountCode: request.merchantAccount,
      // Without a reference of its own a change carries none here; what Adyen puts there was not found.
      merchantReference: request.reference ?? "",
      amount: request.amount ?? { value: 0, currency: "USD" },
      eventCode,
      eventDate: new Date(nowMs + afterMs).toISOString().replace("Z", "+00:00"),
      paymentMethod: "visa",
      success: success ? "true" : "false",
      reason,
    },
  });
  const end = endOf(request.change, script);
  const code = codes[request.change];
  const { afterMs, laterMs } = script;
  if (!verdict.success) return [told(afterMs, code, false, verdict.reason)];
  const first = told(afterMs, code, true, "");
  if (end === "failedLater")
    return [first, told(afterMs + laterMs, `${code}_FAILED`, true, `${code} failed`)];
  if (end === "reversed")
    return [first, told(afterMs + laterMs, "REFUNDED_REVERSED", true, "Account closed")];
  return [first];
}

/** The script's word for how changes of this kind end. */
export function endOf(change: Change, { refunds, captures }: Script): Script["refunds"] {
  if (change === "cancel") return "succeed";
  return change === "refund" ? refunds : captures;
}
