import type { Contract } from "@spindlebus/contracts";
import { z } from "zod";
import {
  bearerAuth,
  defineAdapter,
  defineWebhook,
  post,
  refused,
  rejected,
  translation,
  verified,
  type AnyAdapter,
} from "../../bus/src/adapter/index.ts";

type Secrets = { readonly apiKey: string; readonly webhookSecret: string };

/** What the vendor's webhook is sent with. */
export const relayHeader = "x-relay-secret";

/** Hands whole messages to the vendor, reads its answers carelessly, and its webhooks no better. */
export const gossipOf = (contracts: readonly Contract[]): AnyAdapter =>
  defineAdapter({
    name: "gossip",
    version: "1.0.0",
    domain: "loyalty",
    settings: z.object({ baseUrl: z.url() }),
    secrets: z.object({ apiKey: z.string(), webhookSecret: z.string() }),
    limits: { concurrency: 5, perSecond: Infinity },
    authorize: bearerAuth(({ secrets }) => secrets.apiKey),
    operations: Object.fromEntries(contracts.map((contract, n) => [`tell${n}`, telling(contract)])),
    webhooks: { relay: relayOf(contracts) },
  });

const telling = (contract: Contract) => ({
  on: contract as Contract<object>,
  summary: "Tells everything.",
  idempotency: "natural" as const,
  timeout: "200ms" as const,
  request: (data: object) => post("/told", data),
  interpret: (response: { readonly status: number; readonly body: string }) => {
    if (response.status >= 400) return rejected("refused", response.body);
    // An error of the parser quotes what it read.
    throw new Error(`not understood: ${response.body}`, { cause: JSON.parse(response.body) });
  },
});

const relayOf = (contracts: readonly Contract[]) =>
  defineWebhook({
    verify: ({ headers }, { secrets }: { readonly secrets: Secrets }) =>
      headers[relayHeader] === secrets.webhookSecret ? verified() : refused("it has another secret"),
    body: z.looseObject({ eventId: z.string(), type: z.string(), data: z.unknown() }),
    translate: ({ eventId, type, data, ...rest }) => {
      const contract = contracts.find((each) => each.type === type);
      if (!contract) throw new Error(`cannot tell ${type} of ${JSON.stringify({ data, rest })}`);
      return [translation(contract, { eventId, data })];
    },
  });
