/** An answer of the simulated Stripe. */
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

type StripeErrorBody = {
  readonly type: "invalid_request_error" | "card_error" | "api_error" | "idempotency_error";
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
};

/** An error in Stripe's form (docs.stripe.com/api/errors). */
export const stripeError = (status: number, error: StripeErrorBody): Answer => ({ status, body: { error } });
