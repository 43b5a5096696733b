/** An answer of the simulated Square. */
export type Answer = { readonly status: number; readonly body: unknown };

/** An error in Square's form. */
export const squareError = (status: number, code: string, detail: string, field?: string): Answer => ({
  status,
  body: { errors: [{ category: categoryOf(status, code), code, detail, ...(field && { field }) }] },
});

function categoryOf(status: number, code: string): string {
  if (status === 401 || status === 403) return "AUTHENTICATION_ERROR";
  if (status === 429) return "RATE_LIMIT_ERROR";
  return status >= 500 || code === "CONFLICT" ? "API_ERROR" : "INVALID_REQUEST_ERROR";
}

/** 200. */
export const fine = (body: unknown): Answer => ({ status: 200, body });
