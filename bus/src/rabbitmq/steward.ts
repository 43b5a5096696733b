import type { Channel } from "amqplib";
import type { Logger } from "pino";
import { declareTopology } from "./declare.ts";
import { openSession, type Session } from "./session.ts";
import type { Topology } from "./topology.ts";

/** Looks after exchanges and queues: declares them and counts what is ready. Sends and consumes nothing. */
export type Steward = Pick<Session, "ready" | "close"> & {
  /** Messages of a queue that wait to be delivered; undefined while the broker is away. */
  readyCount(queue: string): Promise<number | undefined>;
  /**
   * Declares a topology.
   * @throws Error in the broker's words where something exists with other arguments, or while the broker is away
   */
  declare(topology: Topology): Promise<void>;
};

/** Opens a connection for looking after the topology. */
export function openSteward({ url, name, log }: { url: string; name: string; log: Logger }): Steward {
  let channel: Channel | undefined;
  const session = openSession({
    url,
    name,
    log,
    setup: async (generation) => {
      channel = await generation.channel();
      generation.ended.addEventListener("abort", () => (channel = undefined));
    },
  });
  return {
    ready: (timeoutMs) => session.ready(timeoutMs),
    close: () => session.close(),
    async readyCount(queue) {
      return channel && (await channel.checkQueue(queue)).messageCount;
    },
    async declare(topology) {
      if (!channel) throw new Error("the broker is away");
      await declareTopology(channel, topology);
    },
  };
}
