/** The broker is away, or does not answer: a repeat may succeed. Its message has the address, and the next step. */
export class BrokerAway extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BrokerAway";
  }
}
