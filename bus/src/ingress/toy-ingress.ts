import {
  canonicalContracts,
  contractRegistry,
  orderCompleted,
  type Publication,
} from "@spindlebus/contracts";
import { createHmac } from "node:crypto";
import { pino } from "pino";
import { z } from "zod";
import {
  answerJson,
  answerText,
  defineAdapter,
  defineWebhook,
  isSharedSecret,
  matchesHmacSha256Hex,
  refused,
  translation,
  verified,
} from "../adapter/index.ts";
import { openIntake } from "../intake/intake.ts";
import type { MessagePublisher } from "../intake/message-publisher.ts";
import type { Principal } from "../principal.ts";
import type { Published } from "../rabbitmq/publisher.ts";
import type { Connection } from "../route.ts";
import type { Routing } from "../routing/choice.ts";
import { createIngressApp, type IngressOptions } from "./app.ts";
import type { IntakeFailure } from "./intake-failure.ts";
import type { Receipt } from "./receipt.ts";
import { memoryBodies } from "../testing/memory/memory-bodies.ts";
import type { OidcIssuer } from "./oidc/issuer.ts";
import { oidcTokens } from "./oidc/oidc-tokens.ts";
import { toyTokens, orderExample } from "./toy-publisher.ts";
import { memoryFailures, memoryIntakeStore } from "./toy-stores.ts";

const principals = new Map<string, Principal>([
  [
    toyTokens.till,
    {
      id: "4",
      name: "till",
      roles: ["producer"],
      loopbackOnly: false,
      sources: ["/pos/*"],
      types: ["order.completed.v1"],
    },
  ],
  [
    toyTokens.kiosk,
    {
      id: "5",
      name: "kiosk",
      roles: ["producer"],
      loopbackOnly: false,
      sources: null,
      types: null,
      ratePerSecond: 2,
      burst: 5,
    },
  ],
  [
    toyTokens.producer,
    { id: "1", name: "pos", roles: ["producer"], loopbackOnly: false, sources: null, types: null },
  ],
  [
    toyTokens.admin,
    { id: "2", name: "operator", roles: ["admin"], loopbackOnly: false, sources: null, types: null },
  ],
  [
    toyTokens.local,
    { id: "3", name: "developer", roles: ["producer"], loopbackOnly: true, sources: null, types: null },
  ],
]);

/** The secret of the toy vendor's webhook. */
export const toySecret = "toy-webhook-secret-9d41";

/** What the toy vendor tells: orders, things that mean nothing, and things that an adapter gets wrong. */
const ToyEvent = z.object({
  id: z.string(),
  kind: z.enum(["order", "nothing", "invalid", "timeless", "throws"]),
  orderId: z.string().optional(),
});

/** An adapter of a vendor that does not exist. */
const toyAdapter = defineAdapter({
  name: "toy",
  version: "0.0.0",
  domain: "commerce",
  settings: z.object({ baseUrl: z.string() }),
  secrets: z.object({ webhookSecret: z.string() }),
  limits: { concurrency: 1, perSecond: 1 },
  authorize: () => ({}),
  operations: {},
  webhooks: {
    events: defineWebhook({
      verify: (
        { headers, rawBody, path },
        { secrets }: { readonly secrets: { readonly webhookSecret: string } },
      ) => {
        if (headers["toy-signature"] === "trips") throw new TypeError(`cannot read ${secrets.webhookSecret}`);
        return matchesHmacSha256Hex(headers["toy-signature"] ?? "", secrets.webhookSecret, path, rawBody)
          ? verified()
          : refused("the toy-signature does not fit");
      },
      body: z.object({ events: z.array(ToyEvent) }),
      translate: ({ events }) => events.flatMap(translateToy),
    }),
    /** A vendor that asks first, wants its own answer, and names the event in a header. */
    asking: defineWebhook({
      verify: ({ headers }, { secrets }: { readonly secrets: { readonly webhookSecret: string } }) =>
        isSharedSecret(headers["authorization"] ?? "", secrets.webhookSecret)
          ? verified()
          : refused("the authorization is another"),
      challenge: ({ headers }) => {
        const asked = headers["toy-challenge"];
        if (asked === "trips") throw new TypeError("no such question");
        if (asked === "whose") return refused("asked without a name");
        return asked === undefined ? undefined : answerJson({ verification: asked });
      },
      answer: answerText("[accepted]"),
      headers: ["toy-topic"],
      body: ToyEvent,
      translate: (event, { headers }) =>
        translateToy(event).map((each) => ({
          ...each,
          subject: `order/${event.id}`,
          vendoreventtype: headers["toy-topic"],
          entityversion: "7",
          testmode: true,
        })),
    }),
  },
});

function translateToy({ id, kind, orderId }: z.infer<typeof ToyEvent>) {
  if (kind === "nothing") return [];
  if (kind === "throws") throw new Error("no order of ada@example.com is known");
  const data = { ...orderExample, orderId: orderId ?? `ord-${id}` };
  if (kind === "invalid")
    return [{ contract: orderCompleted, eventId: id, data: { ...data, totals: "a lot" } }];
  return [
    translation(orderCompleted, { eventId: id, data, ...(kind === "timeless" && { time: "yesterday" }) }),
  ];
}

/** Headers and body of a webhook that the toy vendor signed. */
export function toyWebhook(
  body: unknown,
  { path = "/v1/webhooks/toy/events", secret = toySecret } = {},
): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const signature = createHmac("sha256", secret).update(path).update(text).digest("hex");
  return {
    method: "POST",
    body: text,
    headers: { "content-type": "application/json", "toy-signature": signature },
  };
}

type ToyOptions = IngressOptions & {
  /** What the broker says to the first publishes; `stored` to all after them. */
  readonly broker?: readonly Published[];
  /** How the failures' store and the token store fail. */
  readonly databaseError?: Error;
  readonly receipts?: readonly Receipt[];
  /** Called at each look at a receipt, with its number. */
  readonly looked?: (look: number) => void;
  /** Ends when a token may be looked up; at once if absent. */
  readonly tokensAfter?: Promise<unknown>;
  readonly oidc?: readonly OidcIssuer[];
};

/** An ingress with its ports in memory, and the toy vendor connected. */
export function toyIngress({
  broker = [],
  databaseError,
  receipts = [],
  looked,
  tokensAfter,
  oidc = [],
  ...options
}: ToyOptions = {}) {
  const routesFor = ({ type }: Pick<Publication, "type">) =>
    type === orderCompleted.type ? ["toy.accrue"] : [];
  const store = memoryIntakeStore();
  const answers = [...broker];
  const published: Parameters<MessagePublisher>[0][] = [];
  const publish: MessagePublisher = (accepted) => {
    published.push(accepted);
    return Promise.resolve(answers.shift() ?? "stored");
  };
  const routing: Routing = (message) => ({ routes: routesFor(message), choices: [], shadows: [] });
  const intake = openIntake({ registry, routing, store, bodies: memoryBodies(), publish });
  const { failures, record } = memoryFailures();
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line) => lines.push(line) });
  const orElse = <Value>(value: () => Value) =>
    databaseError ? Promise.reject(databaseError) : Promise.resolve(value());
  const clock = { ms: Date.parse("2026-01-15T18:00:00Z"), now: () => clock.ms };
  const queries: string[] = [];
  const closing = new AbortController();
  let looks = 0;
  const ports = {
    intake,
    registry,
    routesFor,
    connections: new Map([["toy", toyConnection]]),
    receipts: {
      find: (id: string) => {
        looked?.((looks += 1));
        return orElse(() => receipts.find((receipt) => receipt.id === id));
      },
    },
    tokens: oidcTokens(oidc, {
      clock,
      log,
      others: {
        find: async (token) => {
          queries.push(token);
          await tokensAfter;
          return orElse(() => principals.get(token));
        },
      },
    }),
    failures: { record: (failure: IntakeFailure) => orElse(() => record(failure)) },
    health: () => Promise.resolve({ database: !databaseError, broker: true }),
    clock,
    log,
    closing: closing.signal,
  };
  const app = createIngressApp(ports, options);
  const request = (path: string, init?: RequestInit) => Promise.resolve(app.request(path, init));
  return { app, ports, request, published, failures, lines, clock, queries, store, closing };
}

/** Building it takes a while, and nothing changes it. */
const registry = contractRegistry(canonicalContracts);

const toyConnection: Connection = {
  id: "toy",
  adapter: toyAdapter,
  settings: { baseUrl: "http://127.0.0.1:1" },
  secrets: { webhookSecret: toySecret },
  limits: { concurrency: 1, perSecond: 1 },
};

/** A receipt of the example order, which no route takes. */
export const toyReceipt = (changes: Partial<Receipt> = {}): Receipt => ({
  id: "0190a000-0000-7000-8000-000000000001",
  type: orderCompleted.type,
  source: "/pos/0042",
  sourceId: "evt-1",
  acceptedAt: "2026-01-15T18:04:06.000Z",
  deliveries: [],
  results: [],
  ...changes,
});
