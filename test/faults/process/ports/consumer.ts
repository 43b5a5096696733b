import { consume as real } from "../../../../bus/src/rabbitmq/consumer.ts";
import { reach } from "../failpoints.ts";

export * from "../../../../bus/src/rabbitmq/consumer.ts";

/** A consumer that can die around its ack. */
export const consume: typeof real = (generation, options) =>
  real(generation, {
    ...options,
    onMessage: (message) =>
      options.onMessage({
        ...message,
        ack: () => {
          reach("before ack");
          message.ack();
          reach("after ack");
        },
      }),
  });
