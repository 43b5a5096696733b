import { isRecord } from "@spindlebus/contracts";
import { serviceError, type Answer } from "./answer.ts";

/** What may be done to a payment. */
export type Change = "refund" | "capture" | "cancel";

/** A request to change a payment whose fields are valid. */
export type ChangeRequest = {
  readonly change: Change;
  readonly payment: string;
  readonly merchantAccount: string;
  readonly reference: string | undefined;
  /** A cancellation has none. */
  readonly amount: { readonly value: number; readonly currency: string } | undefined;
};

export type ReadRequest =
  | { readonly ok: true; readonly request: ChangeRequest }
  | { readonly ok: false; readonly answer: Answer };

const common = ["merchantAccount", "reference", "applicationInfo"];
const withAmount = [...common, "amount", "enhancedSchemeData", "lineItems", "splits"];
/** The fields of each request (CheckoutService-v72). */
const known: Readonly<Record<Change, readonly string[]>> = {
  cancel: common,
  capture: [...withAmount, "platformChargebackLogic", "subMerchants"],
  refund: [...withAmount, "capturePspReference", "merchantRefundReason", "store"],
};

const refundReasons = ["FRAUD", "CUSTOMER REQUEST", "RETURN", "DUPLICATE", "OTHER"];

/** Reads a request, and refuses what Adyen refuses at once. What it refuses later is the payment's business. */
export function readChange(change: Change, payment: string, text: string, account: string): ReadRequest {
  const body = parsed(text);
  if (!isRecord(body)) return refuse(400, "702", "Unexpected input: the body is no JSON object.");
  const unknown = Object.keys(body).filter((name) => !known[change].includes(name));
  if (unknown.length > 0)
    return refuse(400, "702", `The request has unknown fields: [${unknown.join(", ")}]`);
  const { merchantAccount, reference, amount, merchantRefundReason } = body;
  if (merchantAccount !== account)
    return { ok: false, answer: serviceError(403, "901", "Invalid Merchant Account", "security") };
  if (!/^[A-Za-z0-9]{16}$/.test(payment))
    return refuse(422, "167", "Original pspReference required for this operation");
  if (reference !== undefined && (typeof reference !== "string" || reference.length > 80))
    return refuse(422, "702", "reference is a text of at most 80 characters.");
  if (merchantRefundReason !== undefined && !isRefundReason(merchantRefundReason))
    return refuse(422, "702", `merchantRefundReason must be one of ${refundReasons.join(", ")}`);
  const request = { change, payment, merchantAccount: account, reference };
  if (change === "cancel") return { ok: true, request: { ...request, amount: undefined } };
  if (!isRecord(amount)) return refuse(422, "100", "Required object 'amount' is not provided.");
  const { value, currency } = amount;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value <= 0)
    return refuse(422, "137", "Invalid amount specified");
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency))
    return refuse(422, "138", "Unsupported currency specified");
  return { ok: true, request: { ...request, amount: { value, currency } } };
}

const isRefundReason = (given: unknown): boolean => refundReasons.some((reason) => reason === given);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is no JSON is no object either
  }
}

const refuse = (status: number, errorCode: string, message: string): ReadRequest => ({
  ok: false,
  answer: serviceError(status, errorCode, message),
});
