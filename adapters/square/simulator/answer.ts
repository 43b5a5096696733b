import type { z } from "zod";

/** An answer of the simulated Square. */
export type Answer = { readonly status: number; readonly body: unknown };

/** An error in Square's form. */
export const squareError = (status: number, code: string, detail: string, field?: string): Answer => ({
  status,
  body: { errors: [{ category: categoryOf(status, code), code, detail, ...(field && { field }) }] },
});

function categoryOf(status: number, code: string): string {
  if (status === 401 || status === 403) return "AUTHENTICATION_ERROR";
  if (status === 402) return "PAYMENT_METHOD_ERROR";
  if (status === 429) return "RATE_LIMIT_ERROR";
  if (code.startsWith("REFUND_") || code === "PAYMENT_NOT_REFUNDABLE") return "REFUND_ERROR";
  return status >= 500 || code === "CONFLICT" ? "API_ERROR" : "INVALID_REQUEST_ERROR";
}

/** What Square says of a body, or of a part of it, that has not the shape that it wants. */
export function refusedShape({ issues: [issue] }: z.ZodError, ...within: readonly string[]): Answer {
  const code = issue?.code === "invalid_type" ? "INCORRECT_TYPE" : "INVALID_VALUE";
  return squareError(400, code, issue?.message ?? "", [...within, ...(issue?.path ?? [])].join("."));
}

/** 200. */
export const fine = (body: unknown): Answer => ({ status: 200, body });
