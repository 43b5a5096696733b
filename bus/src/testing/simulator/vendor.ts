import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answer } from "./answer.ts";
import type { SimulatorClock } from "./clock.ts";
import type { AnySimulator, SimulatorContext, SimulatorHandler } from "./define-simulator.ts";
import { EffectLedger } from "./effects.ts";
import { type Endpoint, FaultScript } from "./fault.ts";
import { frontDoor, receivedBy } from "./front-door.ts";
import { ReceivedRequests } from "./received.ts";
import { WebhookQueue } from "./webhook-queue.ts";

/** A connection whose vendor is to be simulated; settings and secrets are the connection's own. */
export type SimulatedConnection = {
  readonly connection: string;
  readonly simulator: AnySimulator;
  readonly secrets: Readonly<Record<string, string>>;
  readonly settings: unknown;
};

/** Where a connection's webhooks go. */
export type WebhookTarget = (connection: string, webhook: string) => URL;

/** One simulated vendor at work: what it serves, and everything that the control API shows of it. */
export type SimulatedVendor = {
  readonly adapter: string;
  readonly connection: string;
  /** Values never to be shown. */
  readonly secrets: readonly string[];
  readonly script: FaultScript;
  readonly effects: EffectLedger;
  readonly received: ReceivedRequests;
  readonly webhooks: WebhookQueue;
  /** Its operations and reads by name. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** Ends what waits: delayed answers and webhooks. */
  readonly stop: () => Promise<void>;
};

/** Sets a vendor up; it serves once its listener is attached to a server. */
export function simulateVendor(
  { connection, simulator, secrets, settings }: SimulatedConnection,
  clock: SimulatorClock,
  webhookTarget: WebhookTarget | undefined,
): SimulatedVendor {
  const stopping = new AbortController();
  const script = new FaultScript();
  const effects = new EffectLedger(clock.nowMs);
  const received = new ReceivedRequests();
  const webhooks = new WebhookQueue(webhookTarget && ((name) => webhookTarget(connection, name)), clock);
  const endpoints = new Map<string, Endpoint>();
  const answering = {
    refusals: simulator.refusals,
    nowMs: clock.nowMs,
    wait: (delayMs: number) => clock.wait(delayMs, stopping.signal),
  };

  const mark = (endpoint: Endpoint, handler: SimulatorHandler): SimulatorHandler => {
    const { name } = endpoint;
    endpoints.set(name, endpoint);
    return (c) => {
      receivedBy(c).operation = name;
      return answer(c, endpoint, handler, script.strikeEndpoint(endpoint), answering);
    };
  };
  const context: SimulatorContext = {
    connection,
    settings,
    secrets,
    nowMs: clock.nowMs,
    operation: (name, handler, reject) => mark({ name, changes: true, reject }, handler),
    read: (name, handler) => mark({ name, changes: false }, handler),
    effects: { add: (effect) => effects.add(effect), list: () => effects.list() },
    sendWebhook: (name, content, timing) => webhooks.send(name, content, timing),
  };
  const app = frontDoor({ script, received, clock, refusals: simulator.refusals });
  const listener = getRequestListener(app.route("/", simulator.api(context)).fetch);

  return {
    adapter: simulator.adapter,
    connection,
    secrets: Object.values(secrets).filter((secret) => secret.length >= 4),
    script,
    effects,
    received,
    webhooks,
    endpoints,
    listener: (incoming, outgoing) => void listener(incoming, outgoing), // answers every error itself
    stop: async () => {
      stopping.abort();
      await webhooks.stop();
    },
  };
}
