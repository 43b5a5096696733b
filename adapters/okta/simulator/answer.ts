/** An answer of the simulated Okta. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An error in Okta's form. */
export const oktaError = (
  status: number,
  errorCode: string,
  errorSummary: string,
  causes: readonly string[] = [],
): Answer => ({
  status,
  body: {
    errorCode,
    errorSummary,
    errorLink: errorCode,
    errorId: `oae-${errorCode}`,
    errorCauses: causes.map((cause) => ({ errorSummary: cause })),
  },
});

/** Nobody of that id or login. */
export const notFound = (id: string): Answer =>
  oktaError(404, "E0000007", `Not found: Resource not found: ${id} (User)`);

/** 429 until the next second but one. */
export function tooMany(nowMs: () => number): Answer {
  const { status, body } = oktaError(
    429,
    "E0000047",
    "API call exceeded rate limit due to too many requests.",
  );
  const headers = {
    "x-rate-limit-limit": "600",
    "x-rate-limit-remaining": "0",
    "x-rate-limit-reset": String(Math.floor(nowMs() / 1_000) + 2),
    date: new Date(nowMs()).toUTCString(),
  };
  return { status, body, headers };
}

/** The answer as it goes over the wire. */
export function respond({ status, body, headers = {} }: Answer): Response {
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}
