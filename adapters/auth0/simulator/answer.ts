/** An answer of the simulated Auth0. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

const words: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  409: "Conflict",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

/** An error in the Management API's form. */
export const auth0Error = (status: number, message: string, errorCode?: string): Answer => ({
  status,
  body: { statusCode: status, error: words[status], message, ...(errorCode && { errorCode }) },
});

/** The answer as it goes over the wire. */
export function respond({ status, body, headers = {} }: Answer): Response {
  if (body === undefined) return new Response(null, { status, headers });
  const type = { "content-type": "application/json; charset=utf-8" };
  return new Response(JSON.stringify(body), { status, headers: { ...type, ...headers } });
}
