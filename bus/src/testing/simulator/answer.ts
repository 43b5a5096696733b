import type { Context } from "hono";
import type { Refusals, SimulatorHandler } from "./define-simulator.ts";
import { defaultDelayMs, type Endpoint, type Fault } from "./fault.ts";
import { drop, outage } from "./front-door.ts";

/** What a struck request may need. */
export type Answering = {
  readonly refusals: Refusals;
  readonly nowMs: () => number;
  readonly wait: (delayMs: number) => Promise<void>;
};

// oxlint-disable typescript/consistent-return -- every case returns, and the compiler sees to it that every case is there
/** Answers a request to an endpoint under the fault that struck it, or as the handler does. */
export async function answer(
  c: Context,
  endpoint: Endpoint,
  handler: SimulatorHandler,
  fault: Fault | undefined,
  { refusals, nowMs, wait }: Answering,
): Promise<Response> {
  switch (fault?.kind) {
    case undefined:
    case "none":
      return handler(c);
    case "outage":
      return outage(c, fault, refusals);
    case "reject":
      return endpoint.reject ? endpoint.reject(c) : refusals.reject(c, endpoint.name);
    case "rateLimit":
      return withRetryAfter(await refusals.rateLimit(c, nowMs));
    case "unauthorized":
      return refusals.unauthorized?.(c) ?? c.json({ error: "unauthorized" }, 401);
    case "slow": {
      const response = await handler(c);
      await wait(fault.delayMs ?? defaultDelayMs);
      return response;
    }
    case "commitThenDrop":
      await handler(c);
      return drop(c);
    case "malformed":
      return garbled(await handler(c));
  }
}

function withRetryAfter(response: Response): Response {
  const { headers: given } = response;
  if (given.has("retry-after") || given.has("x-ratelimit-reset")) return response;
  const headers = new Headers(given);
  headers.set("retry-after", "1");
  return new Response(response.body, { status: response.status, headers });
}

async function garbled(response: Response): Promise<Response> {
  const text = await response.text();
  const half = text.slice(0, Math.floor(text.length / 2));
  return new Response(half || "{", { status: 200, headers: { "content-type": "application/json" } });
}
