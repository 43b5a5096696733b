/** An answer of the simulated Adyen. */
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

type ErrorType = "validation" | "security" | "configuration" | "internal";

/** An error in the form of Adyen's Checkout API (CheckoutService-v72: ServiceError). */
export const serviceError = (
  status: number,
  errorCode: string,
  message: string,
  errorType: ErrorType = "validation",
): Answer => ({ status, body: { status, errorCode, message, errorType } });

/** A wrong or missing API key. */
export const unauthorized = serviceError(401, "000", "HTTP Status Response - Unauthorized", "security");

/** The refusal of a change that fits no payment. */
export const notAllowed = serviceError(422, "167", "Original pspReference required for this operation");

/** The answer as HTTP. */
export const send = ({ status, body, headers = {} }: Answer): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
