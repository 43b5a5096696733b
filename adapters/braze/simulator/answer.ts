/** An answer of the simulated Braze. */
export type Answer = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
};

/** A request that Braze refuses whole; nothing in it was done (braze.com/docs/api/errors). */
export const fatal = (status: number, message: string, errors?: readonly unknown[]): Answer => ({
  status,
  body: { message, ...(errors && { errors }) },
});
