import {
  blocked,
  inDoubt,
  rejected,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { z } from "zod";

/** The error that Toast answers with (doc.toasttab.com/doc/devguide/apiResponsesAndErrors.html). */
const ErrorAnswer = z.looseObject({
  code: z.union([z.number(), z.string()]).nullish(),
  message: z.string().nullish(),
  developerMessage: z.string().nullish(),
  requestId: z.string().nullish(),
});

export type ToastError = { readonly code: string; readonly message: string };

/** Toast's own code and words, without anything that may be a guest's telephone or card number. */
export function errorOf({ status, json }: VendorResponse): ToastError {
  const answer = ErrorAnswer.safeParse(json);
  const { code, message, requestId } = answer.success ? answer.data : {};
  const words = message || `Toast answered ${status}.`;
  return {
    code: code === null || code === undefined || code === "" ? `http_${status}` : String(code),
    message: withoutNumbers(requestId ? `${words} (request ${requestId})` : words),
  };
}

/**
 * What an answer other than 2xx means. 5xx never comes here: the bus takes it as in doubt. A 400 of a request that makes
 * something is for the operation to read: Toast refuses a second order with one external id by it.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status } = response;
  const { code, message } = errorOf(response);
  if (status >= 200 && status < 300)
    return inDoubt("unexpected_answer", `Toast answered ${status}, which was not expected.`);
  if (status === 429) return throttled(message);
  if (status === 401) return blocked("credentials_refused", credentials(message));
  if (status === 403) return blocked("not_allowed", rights(message));
  if (status === 408) return inDoubt(code, message);
  if (status === 415 || (status >= 300 && status < 400)) return blocked(code, notToast(status));
  return rejected(code, message);
}

const credentials = (message: string): string =>
  `Toast refused the access token: mend the secrets clientId and clientSecret of this connection, then replay. Toast says: ${message}`;

const rights = (message: string): string =>
  `The API account may not do this: ask Toast for the scope, or for access to the restaurant, then replay. Toast says: ${message}`;

const notToast = (status: number): string =>
  `The answer (${status}) is not one of Toast's API: mend the setting baseUrl, or what stands in between, then replay.`;

/** GUIDs stay whole, for operators look things up by them. */
const withoutNumbers = (text: string): string =>
  text
    .slice(0, 600)
    .replaceAll(/(?<![\da-f-])\+?\d{7,}(?![\da-f-])/gi, (digits) => `…${digits.slice(-4)}`)
    .replaceAll(/[^\s@"',;]+@[^\s@"',;]+/g, "…@…")
    .slice(0, 300);
