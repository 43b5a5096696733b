/** An answer of the simulated Sanity. */
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What is wrong with one mutation or action. */
export type ItemError = {
  readonly type: string;
  readonly description: string;
  readonly [fact: string]: unknown;
};

/** An error of what stands before the content lake: `{statusCode, error, message}`. */
export const httpError = (status: number, error: string, message: string): Answer => ({
  status,
  body: { statusCode: status, error, message },
});

/** An error of the content lake: `{error: {type, description}}`. */
export const lakeError = (status: number, type: string, description: string): Answer => ({
  status,
  body: { error: { type, description } },
});

/** An error of a transaction, with what is wrong with each of its parts. */
export const transactionError = (
  type: "mutationError" | "actionError",
  items: readonly ItemError[],
  status = 409,
): Answer => ({
  status,
  body: {
    error: {
      type,
      description: `The ${type === "mutationError" ? "mutation" : "action"}(s) failed: ${items[0]?.description ?? ""}`,
      items: items.map((error, index) => ({ error, index })),
    },
  },
});

/** The answer as it goes over the wire. */
export const send = ({ status, body, headers = {} }: Answer): Response =>
  Response.json(body, { status, headers: { ...headers } });
