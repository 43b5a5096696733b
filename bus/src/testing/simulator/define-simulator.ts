import type { Context, Hono } from "hono";
import type { Effect, NewEffect } from "./effects.ts";

/** A handler of the simulated vendor's API: applies what the request asks, records the effect, answers. */
export type SimulatorHandler = (c: Context) => Response | Promise<Response>;

/** What the simulated vendor can do besides answering. */
export type SimulatorContext<Settings = unknown, Secrets = unknown> = {
  /** The connection whose vendor this is. */
  readonly connection: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** Milliseconds since 1970; the only clock a simulator may look at. */
  readonly nowMs: () => number;
  /**
   * Marks a handler that changes something at the vendor with the adapter's operation that it stands for. The marked
   * handler obeys the faults: register it, not the bare one. `reject` answers instead under the fault `reject`, for
   * vendors whose refusals leave a trace (a stored answer); the simulator's common refusal if absent.
   */
  readonly operation: (
    name: string,
    handler: SimulatorHandler,
    reject?: SimulatorHandler,
  ) => SimulatorHandler;
  /** Marks a handler that only reads (a look-up, a probe), under a name of its own. */
  readonly read: (name: string, handler: SimulatorHandler) => SimulatorHandler;
  readonly effects: { readonly add: (effect: NewEffect) => Effect; readonly list: () => readonly Effect[] };
  /**
   * Queues a webhook of this vendor to the bus. Sent in order, tried again with growing pauses, then given up. Headers
   * given as a function are made anew for each try, for signatures that age. `afterMs` is for vendors that tell the end of
   * a matter minutes later (Adyen); others are not held up by it.
   */
  readonly sendWebhook: (webhook: string, content: WebhookContent, timing?: WebhookTiming) => void;
};

/** When a webhook is sent; at once if nothing is said. */
export type WebhookTiming = { readonly afterMs?: number };

/** A webhook as the simulated vendor sends it; it signs by itself. */
export type WebhookContent = {
  readonly headers: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  readonly body: string;
  /** What follows the `?` of the URL, for vendors that are told their secret there. */
  readonly query?: string;
};

/** How the vendor says no: the answers that the faults need and that differ by vendor. */
export type Refusals = {
  /** A business refusal of this operation (a declined card, an unknown member). */
  readonly reject: (c: Context, operation: string) => Response | Promise<Response>;
  /** Too many requests; the kit adds `Retry-After: 1` where the answer has neither that nor `X-RateLimit-Reset`. */
  readonly rateLimit: (c: Context, nowMs: () => number) => Response | Promise<Response>;
  /** A token or key that is not valid (any more); 401 with `{"error":"unauthorized"}` if absent. */
  readonly unauthorized?: (c: Context) => Response | Promise<Response>;
  /** The body that goes with a 503; `{"error":"unavailable"}` if absent. */
  readonly unavailable?: (c: Context) => Response | Promise<Response>;
};

/** A vendor's simulator: its API as a Hono app, made anew for each run, and its ways of refusing. */
export type Simulator<Settings = unknown, Secrets = unknown> = {
  /** The adapter's name. */
  readonly adapter: string;
  /** The vendor's API, served at the root of its own port and below `/simulators/:adapter/api`. */
  readonly api: (context: SimulatorContext<Settings, Secrets>) => Hono;
  readonly refusals: Refusals;
};

/** A simulator of any vendor, as the host holds it; settings and secrets come checked by the adapter's own schemas. */
// oxlint-disable-next-line typescript/no-explicit-any -- the author's types end here: a host runs simulators of all vendors
export type AnySimulator = Simulator<any, any>;

/** Defines a vendor's simulator. */
export function defineSimulator<Settings, Secrets>(
  simulator: Simulator<Settings, Secrets>,
): Simulator<Settings, Secrets> {
  return simulator;
}
