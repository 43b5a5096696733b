import { defineSimulator, type SimulatorContext } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { customerStore } from "./simulator/customers.ts";
import { idempotentAnswers } from "./simulator/idempotency.ts";
import { refundLedger } from "./simulator/ledger.ts";
import { paymentEndpoint } from "./simulator/payments.ts";
import { readRefundParameters } from "./simulator/parameters.ts";
import { stripeError, type Answer } from "./simulator/answer.ts";
import { signedWebhook } from "./simulator/webhook.ts";
import type { StripeSecrets, StripeSettings } from "./src/settings.ts";

type StripeContext = SimulatorContext<StripeSettings, StripeSecrets>;

/**
 * Stripe, as far as the adapter uses it: `POST /v1/refunds`, and the signed `refund.created` that follows a refund; customers
 * are made, found, shown and deleted. It checks what Stripe checks: key, version, form body, parameters, idempotency key, what is left of the payment.
 */
export default defineSimulator<StripeSettings, StripeSecrets>({
  adapter: "stripe",
  api: (context) => {
    const makeRefund = refundEndpoint(context);
    const customers = customerEndpoints(context);
    const pay = paymentEndpoint(context);
    return new Hono()
      .post("/v1/payment_intents", async (c) =>
        send(c, refusedHeaders(c, context.secrets.apiKey) ?? pay(await c.req.text())),
      )
      .post("/v1/customers", async (c) => customers.create(c))
      .get(
        "/v1/customers/search",
        context.read("searchCustomers", (c) => customers.search(c)),
      )
      .get(
        "/v1/customers/:id",
        context.read("customer", (c) => customers.show(c)),
      )
      .delete(
        "/v1/customers/:id",
        context.operation("eraseGuest", (c) => customers.remove(c)),
      )
      .post(
        "/v1/refunds",
        context.operation(
          "refund",
          (c) => makeRefund(c, "accept"),
          (c) => makeRefund(c, "decline"),
        ),
      )
      .all("/*", (c) => {
        const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}).`;
        return send(c, stripeError(404, { type: "invalid_request_error", message }));
      });
  },
  refusals: {
    reject: (c, operation) => send(c, operation === "eraseGuest" ? notAllowed : cardDeclined),
    rateLimit: (c) =>
      send(
        c,
        stripeError(429, {
          type: "invalid_request_error",
          code: "rate_limit",
          message: "Too many requests hit the API too quickly.",
        }),
      ),
    unavailable: (c) => send(c, stripeError(503, { type: "api_error", message: "Stripe is unavailable." })),
  },
});

const cardDeclined = stripeError(402, {
  type: "card_error",
  code: "card_declined",
  decline_code: "do_not_honor",
  message: "The card issuer declined the refund.",
});

const notAllowed = stripeError(400, {
  type: "invalid_request_error",
  message: "This customer cannot be deleted.",
});

/** Making, finding, showing and deleting customers. */
function customerEndpoints({ nowMs, secrets, settings, effects }: StripeContext) {
  const store = customerStore(nowMs);
  const checked = (c: Context, act: () => Answer): Response =>
    send(c, refusedHeaders(c, secrets.apiKey) ?? act());
  const idOf = (c: Context): string => c.req.param("id") ?? "";
  return {
    create: async (c: Context) => {
      const form = new URLSearchParams(await c.req.text());
      return checked(c, () => store.create(form));
    },
    search: (c: Context) => checked(c, () => store.search(c.req.query("query") ?? "")),
    show: (c: Context) => checked(c, () => store.show(idOf(c))),
    remove: (c: Context) =>
      checked(c, () => {
        const { answer, customer } = store.remove(idOf(c));
        if (customer) {
          const reference = customer.metadata[settings.memberIdKey] ?? customer.id;
          effects.add({ operation: "eraseGuest", reference, customer: customer.id });
        }
        return answer;
      }),
  };
}

/** Answers a request for a refund; `decline` refuses it as a card's bank would, and stores that as Stripe does. */
function refundEndpoint({ nowMs, secrets, effects, sendWebhook }: StripeContext) {
  const ledger = refundLedger(nowMs);
  const answers = idempotentAnswers(nowMs);
  return async (c: Context, verdict: "accept" | "decline"): Promise<Response> => {
    const refusal = refusedHeaders(c, secrets.apiKey);
    if (refusal) return send(c, refusal);
    const body = await c.req.text();
    const parameters = readRefundParameters(body);
    // What is not valid is refused before the endpoint runs, and such answers Stripe does not store.
    if (!parameters.ok) return send(c, parameters.answer);
    const key = c.req.header("idempotency-key");
    const answer = answers.once(key, `${c.req.method} ${c.req.path} ${body}`, () => {
      if (verdict === "decline") return cardDeclined;
      const made = ledger.refund(parameters.value);
      if (!made.ok) return made.answer;
      const { refund } = made;
      const { id, payment_intent, charge, amount, currency, metadata } = refund;
      const reference = metadata["refund_id"] ?? id;
      effects.add({ operation: "refund", reference, refund: id, payment_intent, charge, amount, currency });
      sendWebhook("events", signedWebhook({ refund, idempotencyKey: key ?? null, secrets, nowMs }));
      return { status: 200, body: refund };
    });
    return send(c, answer);
  };
}

function refusedHeaders(c: Context, apiKey: string): Answer | undefined {
  const authorization = c.req.header("authorization");
  if (!authorization) return invalid(401, "You did not provide an API key.");
  if (authorization !== `Bearer ${apiKey}`) return invalid(401, "Invalid API Key provided: ***");
  const version = c.req.header("stripe-version");
  if (version !== undefined && !/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version))
    return invalid(400, `Invalid Stripe API version: ${version}`);
  const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim();
  if (c.req.method === "POST" && type !== "application/x-www-form-urlencoded")
    return invalid(400, "Invalid request: the content type of a POST is application/x-www-form-urlencoded.");
  return undefined;
}

const invalid = (status: number, message: string): Answer =>
  stripeError(status, { type: "invalid_request_error", message });

function send(c: Context, { status, body, headers = {} }: Answer): Response {
  const version = c.req.header("stripe-version");
  const common = { "content-type": "application/json", ...(version && { "stripe-version": version }) };
  return new Response(JSON.stringify(body), { status, headers: { ...common, ...headers } });
}
