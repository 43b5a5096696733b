import type { Connection, Route } from "@spindlebus/bus/engine";
import { applied, bearerAuth, defineAdapter, post } from "@spindlebus/bus/adapter";
import { orderCompleted } from "@spindlebus/contracts";
import { z } from "zod";

const adapter = defineAdapter({
  name: "till",
  version: "1.0.0",
  domain: "commerce",
  settings: z.object({ baseUrl: z.url() }),
  secrets: z.object({ key: z.string() }),
  limits: { concurrency: 2, perSecond: 10 },
  authorize: bearerAuth(({ secrets }: { secrets: { key: string } }) => secrets.key),
  operations: {
    ring: {
      on: orderCompleted,
      summary: "Rings an order up.",
      idempotency: "natural",
      request: () => post("/orders", {}),
      interpret: () => applied(),
    },
  },
});

/** A connection to a till. */
export const aConnection: Connection = {
  id: "till",
  adapter,
  settings: { baseUrl: "https://till.example" },
  secrets: { key: "never-shown" },
  limits: adapter.limits,
};

/** Its only route. */
export const aRoute: Route = {
  name: "till.ring",
  connection: aConnection,
  operationName: "ring",
  operation: adapter.operations.ring,
  policy: {
    attempts: 5,
    baseMs: 1_000,
    capMs: 60_000,
    totalAgeMs: 3_600_000,
    timeoutMs: 10_000,
    leaseMs: 30_000,
    poisonLimit: 3,
  },
};
