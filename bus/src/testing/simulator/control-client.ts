import { z } from "zod";
import type { Effect } from "./effects.ts";
import type { Fault } from "./fault.ts";
import type { ReceivedRequest } from "./received.ts";
import type { SentWebhook } from "./webhook-queue.ts";

/** The control API of one simulator, for tests. Every function throws where the answer is not a success. */
export type SimulatorControl = {
  readonly effects: () => Promise<readonly Effect[]>;
  readonly clearEffects: () => Promise<void>;
  readonly requests: () => Promise<readonly ReceivedRequest[]>;
  readonly webhooks: () => Promise<readonly SentWebhook[]>;
  readonly putFault: (fault: Fault) => Promise<void>;
};

const EffectJson = z.looseObject({
  id: z.string(),
  operation: z.string(),
  reference: z.string(),
  at: z.string(),
});

const ReceivedJson = z.object({
  id: z.string(),
  at: z.string(),
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  operation: z.string().exactOptional(),
  answered: z.union([z.number(), z.literal("dropped")]).exactOptional(),
});

const WebhookJson = z.object({
  webhook: z.string(),
  at: z.string(),
  state: z.enum(["waiting", "sent", "gaveUp", "off"]),
  tries: z.number(),
  last: z.union([z.number(), z.string()]).exactOptional(),
});

/** Controls the simulator of `adapter` on the shared port. */
export function simulatorControl(port: number, adapter: string): SimulatorControl {
  const at = (part: string) => `http://127.0.0.1:${port}/simulators/${adapter}/${part}`;
  const list = async <Item>(part: string, item: z.ZodType<Item>): Promise<readonly Item[]> => {
    const response = await call(at(part), {});
    return z.object({ data: z.array(item) }).parse(await response.json()).data;
  };
  return {
    effects: () => list("effects", EffectJson),
    clearEffects: async () => void (await call(at("effects"), { method: "DELETE" })),
    requests: () => list("requests", ReceivedJson),
    webhooks: () => list("webhooks", WebhookJson),
    putFault: async (fault) => {
      const headers = { "content-type": "application/json" };
      await call(at("fault"), { method: "PUT", headers, body: JSON.stringify(fault) });
    },
  };
}

async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (!response.ok)
    throw new Error(`${init.method ?? "GET"} ${url}: ${response.status} ${await response.text()}`);
  return response;
}
