import { openPublisher as real } from "../../../../bus/src/rabbitmq/publisher.ts";
import { around } from "../failpoints.ts";

export * from "../../../../bus/src/rabbitmq/publisher.ts";

/** A publisher, with failpoints before the publish and after the confirm. */
export const openPublisher: typeof real = (options) => {
  const publisher = real(options);
  return {
    ...publisher,
    get connected() {
      return publisher.connected;
    },
    publish: (publication) => around("publish", () => publisher.publish(publication)),
  };
};
