/** An answer of the simulated Contentful. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An error in Contentful's form (its page "Errors"). */
export const contentfulError = (status: number, id: string, message: string, details?: unknown): Answer => ({
  status,
  body: {
    sys: { type: "Error", id },
    message,
    ...(details !== undefined && { details }),
    requestId: "00000000-0000-4000-8000-000000000000",
  },
});

/** The answer as it goes over the wire. */
export function send({ status, body, headers = {} }: Answer): Response {
  const type = { "content-type": "application/vnd.contentful.management.v1+json" };
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { ...(body !== undefined && type), ...headers },
  });
}
