import {
  blocked,
  inDoubt,
  rejected,
  retry,
  throttled,
  unchanged,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { PaytronixSettings } from "./settings.ts";
import { TicketReply, TransactionReply } from "./vendor.ts";

/** Either what Paytronix did, or the outcome that its answer amounts to. */
export type Answer =
  | { readonly kind: "done"; readonly reply: TransactionReply; readonly transactionId: string }
  | Outcome;

/**
 * Reads an answer of the check or transaction service. Business outcome is in `result`, also inside HTTP 200, and for a
 * ticket once more in its nested `reply`: a stored ticket whose accrual was denied has accrued nothing.
 */
export function readAnswer(response: VendorResponse, settings: PaytronixSettings): Answer {
  const refused = refusalOf(response, settings);
  const body = TicketReply.safeParse(response.json);
  if (refused !== undefined) return refused;
  if (!body.success) return withoutResult(response);
  const reply = body.data.reply ?? body.data;
  const inner = readResult(reply, settings);
  if (inner !== undefined) return inner;
  if (reply.pxTransactionId === undefined) {
    return inDoubt("noTransactionId", "Paytronix reported success without a pxTransactionId.");
  }
  return { kind: "done", reply, transactionId: reply.pxTransactionId };
}

/** What an answer of any service amounts to that is no success; undefined where it is one. */
export function refusalOf(response: VendorResponse, settings: PaytronixSettings): Outcome | undefined {
  if (response.status === 401 || response.status === 403) return unauthorized(response.status);
  if (response.status === 429) return throttled("Paytronix answered 429.");
  const body = TransactionReply.safeParse(response.json);
  return body.success ? readResult(body.data, settings) : withoutResult(response);
}

/** What a `result` other than success amounts to; undefined where it is a success. */
function readResult(reply: TransactionReply, settings: PaytronixSettings): Outcome | undefined {
  switch (reply.result) {
    case "success":
    case "authorizedSuccess":
    case "authorizedVariantSuccess":
      return undefined;
    case "noWorkSuccess":
    case "noRewardsApplied":
      return unchanged(`Paytronix had nothing to do (${reply.result}).`);
    case "denied":
    case "userDataError":
    case "invalidInputs":
    case "uniquenessConflict":
      return rejected(codeOf(reply), textOf(reply));
    case "failure":
    case "failed":
      return isRetryable(reply, settings)
        ? retry(codeOf(reply), textOf(reply))
        : rejected(codeOf(reply), textOf(reply));
    default:
      return inDoubt("unknownResult", `Paytronix answered with a result that is not documented.`);
  }
}

const isRetryable = (reply: TransactionReply, { retryableCodes }: PaytronixSettings): boolean =>
  [reply.errorCode, reply.responseCode].some(
    (code) => code !== undefined && retryableCodes.includes(String(code)),
  );

/** The numeric code where there is one (300–499), else the named one, e.g. `transaction.phone_uniqueness_error`. */
function codeOf({ result, responseCode, errorCode }: TransactionReply): string {
  const named = result === "failure" || result === "failed";
  const [first, second] = named ? [errorCode, responseCode] : [responseCode, errorCode];
  return String(first ?? second ?? result);
}

/** The vendor's own words for operators; long numbers in them may be cards or phones. */
function textOf({ result, responseMessage, errorMessage, errorCode }: TransactionReply): string {
  const words = [responseMessage, errorMessage].filter((text) => text !== undefined && text !== "");
  const text = words.length > 0 ? [...new Set(words)].join(": ") : (errorCode ?? result);
  return text.replaceAll(/\d{7,}/g, (digits) => `…${digits.slice(-4)}`).slice(0, 300);
}

const unauthorized = (status: number): Outcome =>
  blocked(
    `http${status}`,
    `Paytronix refused the credentials (HTTP ${status}): mend the secrets integrationId and integrationSecret of this connection.`,
  );

/** An answer without a readable `result`: only a status from 300 to 499 is proof that nothing was done. */
function withoutResult({ status }: VendorResponse): Outcome {
  if (status === 408) return inDoubt("http408", "Paytronix gave up waiting for the request.");
  if (status === 404 || (status >= 300 && status < 400)) {
    const what = status === 404 ? "knows no such endpoint" : "redirects elsewhere";
    return blocked(`http${status}`, `The host ${what}: check the setting baseUrl (host, MID and release).`);
  }
  if (status >= 400 && status < 500)
    return rejected(`http${status}`, `Paytronix refused with HTTP ${status}.`);
  return inDoubt("unreadable", "Paytronix answered with something that is not one of its replies.");
}
