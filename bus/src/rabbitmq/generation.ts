import type { Duplex } from "node:stream";
import type { Channel, ChannelModel, ConfirmChannel } from "amqplib";
import type { Logger } from "pino";
import { gatherWrites } from "./gather-writes.ts";

/**
 * One connection and everything opened on it. It is never mended: any error on a channel ends the whole generation,
 * and the next one is built from nothing, so that no ack can reach a channel that did not deliver the message.
 */
export type Generation = {
  channel(): Promise<Channel>;
  confirmChannel(): Promise<ConfirmChannel>;
  /** Aborted when the connection or any of its channels is gone. */
  readonly ended: AbortSignal;
  /** Whether the broker takes no publishes now, by an alarm of memory or disk; it reads nothing from this connection. */
  readonly isBlocked: boolean;
  /** Ends the generation because of an error that its user noticed. */
  fail(error: Error): void;
  readonly log: Logger;
};

/** A generation as its session holds it. */
export type OwnedGeneration = Generation & {
  /** Ends it with every ack at the broker: only a channel's own close comes after its acks. */
  close(): Promise<void>;
  /** Leaves nothing of it, whatever the broker does. */
  destroy(): void;
};

type GenerationOptions = {
  readonly connection: ChannelModel;
  readonly log: Logger;
  /** How long the broker may take to say goodbye. */
  readonly closeMs: number;
};

/** Begins a generation on a connection that has just been opened. */
export function beginGeneration({ connection, log, closeMs }: GenerationOptions): OwnedGeneration {
  const controller = new AbortController();
  const channels = new Set<Channel>();
  const socket = socketOf(connection);
  gatherWrites(socket);
  let isBlocked = false;
  // With an error, so that amqplib notices: it does not listen to a plain close.
  const destroy = () => void socket.destroy(new Error("the broker did not say goodbye"));

  const end = (reason: string) => {
    if (controller.signal.aborted) return;
    controller.abort(new Error(reason));
    // The connection manager sees the close and connects again; closing twice only rejects, which says nothing new.
    connection.close().catch(() => undefined);
    // A frozen broker would keep the next generation waiting.
    const impatience = setTimeout(destroy, closeMs).unref();
    connection.on("close", () => clearTimeout(impatience));
  };
  connection.on("error", (error: Error) => {
    log.warn({ reason: error.message }, "broker connection failed");
    // amqplib closes it by itself; until then it throws at whoever still sends.
    controller.abort(error);
  });
  connection.on("close", () => {
    controller.abort(new Error("connection closed"));
    forget(socket, closeMs);
  });
  connection.on("blocked", (reason: string) => {
    isBlocked = true;
    log.warn({ reason }, "the broker blocks publishers");
  });
  connection.on("unblocked", () => {
    isBlocked = false;
    log.info("the broker takes publishes again");
  });

  const watch = <C extends Channel>(channel: C): C => {
    channels.add(channel);
    // Without a listener of its own a channel error would end the connection with an uncaught exception.
    channel.on("error", (error: Error) => {
      log.warn({ reason: error.message }, "broker channel failed");
      end(error.message);
    });
    // What one of our listeners throws would otherwise be taken for a fault of the connection.
    channel.on("handler-error", (error: Error) =>
      log.error({ err: error }, "a broker event was not handled"),
    );
    channel.on("close", () => {
      channels.delete(channel);
      end("channel closed");
    });
    return channel;
  };
  return {
    channel: async () => watch(await connection.createChannel()),
    confirmChannel: async () => watch(await connection.createConfirmChannel()),
    ended: controller.signal,
    get isBlocked() {
      return isBlocked;
    },
    log,
    fail: (error) => {
      if (controller.signal.aborted) return;
      log.warn({ reason: error.message }, "broker session starts over");
      end(error.message);
    },
    async close() {
      controller.abort(new Error("session closed"));
      await Promise.allSettled([...channels].map((channel) => channel.close()));
    },
    destroy,
  };
}

/** amqplib only ends the socket: a frozen peer would keep it, with all that was not yet sent, for as long as it is frozen. */
function forget(socket: Duplex, withinMs: number): void {
  const impatience = setTimeout(() => socket.destroy(), withinMs).unref();
  socket.end(() => socket.destroy());
  socket.on("close", () => clearTimeout(impatience));
}

/** The socket of a connection: destroying it is all that ends the connection to a broker that is frozen. */
export function socketOf(model: ChannelModel): Duplex {
  // amqplib's types leave out the stream; a net.Socket or tls.TLSSocket (lib/connection.js, `wrapStream`).
  const connection = model.connection as typeof model.connection & { readonly stream: Duplex };
  return connection.stream;
}
