import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { AdminEnv } from "./env.ts";

/** A server that listens. `stop` takes no more connections, and cuts those that are still busy when the time is over. */
export type RunningServer = {
  readonly port: number;
  readonly stop: (withinMs: number) => Promise<void>;
};

/** From the first byte of a request to its last; a slower client is cut off. */
const requestTimeoutMs = 15_000;

/**
 * Serves the app; resolves when it listens. Port 0 takes a free one.
 * @throws Error where the port is taken
 */
export async function serve(
  app: Hono<AdminEnv>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const listener = getRequestListener(app.fetch);
  const server = createServer(
    { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs },
    (incoming, outgoing) => void listener(incoming, outgoing), // answers every error itself
  );
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new Error(
      `The admin API cannot listen on ${host}:${port}. Is the port taken? See SPINDLE_ADMIN_PORT.`,
      { cause },
    );
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
