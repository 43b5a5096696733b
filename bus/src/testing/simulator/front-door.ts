import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { IncomingMessage } from "node:http";
import type { SimulatorClock } from "./clock.ts";
import type { Refusals } from "./define-simulator.ts";
import type { Fault, FaultScript } from "./fault.ts";
import type { ReceivedRequest, ReceivedRequests } from "./received.ts";

const maxBodyBytes = 1_000_000;
const receivedKey = "receivedRequest";

type FrontDoor = {
  readonly script: FaultScript;
  readonly received: ReceivedRequests;
  readonly clock: SimulatorClock;
  readonly refusals: Refusals;
};

/** What every request to a simulated vendor passes first: it is written down, and an outage may strike it. */
export function frontDoor({ script, received, clock, refusals }: FrontDoor): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: maxBodyBytes }));
  app.use(async (c: Context, next) => {
    const { method, url } = incomingOf(c);
    const record = received.add({
      at: new Date(clock.nowMs()).toISOString(),
      method: method ?? "GET",
      path: url ?? "/",
      headers: c.req.header(),
      body: await c.req.text(),
    });
    c.set(receivedKey, record);
    const fault = script.strikeRequest();
    if (fault) c.res = await outage(c, fault, refusals);
    else await next();
    record.answered ??= c.res.status;
  });
  app.onError((error, c) => c.json({ error: `The simulator failed: ${error.message}` }, 500));
  return app;
}

/** The record of the request that this context serves. */
export function receivedBy(c: Context): ReceivedRequest {
  return c.get(receivedKey);
}

/** The answer to a request that an outage strikes. */
export async function outage(c: Context, fault: Fault, refusals: Refusals): Promise<Response> {
  if (fault.mode !== "503") return drop(c);
  return refusals.unavailable?.(c) ?? c.json({ error: "unavailable" }, 503);
}

/** Cuts the connection without an answer. */
export function drop(c: Context): Response {
  receivedBy(c).answered = "dropped";
  incomingOf(c).socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Node's own request: the listener that serves this app always hands it on. */
function incomingOf(c: Context): IncomingMessage {
  const { incoming }: HttpBindings = c.env;
  return incoming;
}
