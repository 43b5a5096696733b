import { getRequestListener } from "@hono/node-server";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerBroken, answerUnreadable, noteAnswer } from "./broken-request.ts";

type ServerOptions = {
  /** Who listens, and the setting that says where: for the error of a port that is taken. */
  readonly name: string;
  readonly setting: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** From the first byte of a request to its last; a slower client is answered 408 and cut off. */
  readonly requestTimeoutMs?: number;
};

/** A server that listens. `stop` takes no more connections, and cuts those that are still busy when the time is over. */
export type RunningServer = {
  readonly port: number;
  readonly stop: (withinMs: number) => Promise<void>;
};

/** Anything that answers requests, as a Hono app does. */
type App = Parameters<typeof getRequestListener>[0];

/**
 * Serves an app; resolves when it listens.
 * @throws Error where the port is taken
 */
export async function serve(
  fetch: App,
  { name, setting, host, port, requestTimeoutMs = 15_000 }: ServerOptions,
): Promise<RunningServer> {
  const listener = getRequestListener(fetch, { errorHandler: answerUnreadable });
  const serveOne = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    noteAnswer(incoming.socket, outgoing);
    void listener(incoming, outgoing); // answers every error itself
  };
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      // How often Node looks for slow clients; its default is twice the time they are given here.
      connectionsCheckingInterval: Math.min(requestTimeoutMs / 2, 1_000),
      // The attributes of an event in binary mode may be that long together, and other headers come on top.
      maxHeaderSize: 32_768,
      // Without one no URL can be made, which the listener refuses in words.
      requireHostHeader: false,
    },
    serveOne,
  );
  server.on("clientError", answerBroken);
  // Node would refuse an expectation that it does not know with an empty 417; nothing here depends on one.
  server.on("checkExpectation", serveOne);
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new Error(`The ${name} cannot listen on ${host}:${port}. Is the port taken? See ${setting}.`, {
      cause,
    });
  }
  const address = server.address();
  return {
    port: address !== null && typeof address === "object" ? address.port : port,
    stop: (withinMs) => stop(server, withinMs),
  };
}

/** A connection that is kept alive between two requests is closed at once, whenever its last request ends. */
const sweepMs = 50;

async function stop(server: Server, withinMs: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const timer = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}
