import type { VendorResponse } from "@spindlebus/bus/adapter";
import { orderCompleted, type Order } from "@spindlebus/contracts";
import { PunchhSettings } from "./src/settings.ts";

/** Settings of a connection. */
export const settings = (changes: object = {}): PunchhSettings =>
  PunchhSettings.parse({
    baseUrl: "https://acme.punchh.example",
    client: "acme-client",
    externalSource: "acme-app",
    ...changes,
  });

/** Secrets of the simulated Punchh. */
export const secrets = {
  adminKey: "punchh-admin-key",
  clientSecret: "punchh-client-secret",
  webhookSecret: "punchh-webhook-secret",
};

/** An answer of Punchh with this JSON body. */
export const answerWith = (json: unknown, status = 200): VendorResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(json),
  json,
});

/** The contract's own example order (12.98 without tax), of a member of Punchh. */
export const exampleOrder = (changes: Partial<Order> = {}): Order => {
  const [example] = orderCompleted.examples;
  return orderCompleted.data.parse({
    ...example,
    loyalty: { member: { refs: [{ vendor: "punchh", type: "user", id: "111111111" }] } },
    ...changes,
  });
};
