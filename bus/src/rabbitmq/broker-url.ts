/** The error of a broker that cannot be used: where, why, and the next step. */
export function unreachable(url: string, cause: Error | undefined): Error {
  return new Error(
    `RabbitMQ at ${withoutCredentials(url)} is not usable: ${cause?.message ?? "no answer"}. ` +
      `Check SPINDLE_AMQP_URL, and that the node runs ("spindle doctor" tells more).`,
    { cause },
  );
}

/** An AMQP URL that may be shown. */
export function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^@/]*@/g, "//");
}
