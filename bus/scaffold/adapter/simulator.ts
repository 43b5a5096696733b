import { defineSimulator, type SimulatorContext } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { createHmac } from "node:crypto";
import { z } from "zod";
import type { AcmeSecrets, AcmeSettings } from "./src/settings.ts";

type AcmeContext = SimulatorContext<AcmeSettings, AcmeSecrets>;

const Order = z.strictObject({
  order_id: z.string().min(1),
  total: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** Acme, as far as the adapter uses it: `POST /v1/orders`, the signed `order.accepted` that follows, and `GET /v1/account`. */
export default defineSimulator<AcmeSettings, AcmeSecrets>({
  adapter: "acme",
  api: (context) =>
    new Hono()
      .get("/v1/account", accountEndpoint(context))
      .post("/v1/orders", context.operation("recordOrder", ordersEndpoint(context))),
  refusals: {
    reject: (c) => refuse(c, 422, "order_refused", "Acme does not take this order."),
    rateLimit: (c) => refuse(c, 429, "rate_limited", "Too many requests."),
    unauthorized: (c) => refuse(c, 401, "unauthorized", "The API key is not valid."),
    unavailable: (c) => refuse(c, 503, "unavailable", "Acme is not available."),
  },
});

const accountEndpoint =
  ({ secrets }: AcmeContext) =>
  (c: Context): Response =>
    c.req.header("authorization") === `Bearer ${secrets.apiKey}`
      ? c.json({ id: "account-1" })
      : refuse(c, 401, "unauthorized", "The API key is not valid.");

/** As strict as Acme: the key, the body, and one order for one idempotency key. */
function ordersEndpoint({ secrets, effects, sendWebhook, nowMs }: AcmeContext) {
  const answers = new Map<string, { readonly id: string }>();
  return async (c: Context): Promise<Response> => {
    if (c.req.header("authorization") !== `Bearer ${secrets.apiKey}`)
      return refuse(c, 401, "unauthorized", "The API key is not valid.");
    const order = Order.safeParse(await c.req.json());
    if (!order.success) return refuse(c, 400, "invalid_order", "The order is not valid.");
    const key = c.req.header("idempotency-key") ?? "";
    const before = answers.get(key);
    if (before) return c.json(before);
    const { order_id: reference, total } = order.data;
    const { id, at } = effects.add({ operation: "recordOrder", reference, total });
    if (key !== "") answers.set(key, { id });
    const body = JSON.stringify({
      id: `evt-${id}`,
      type: "order.accepted",
      occurred_at: at,
      order_id: reference,
    });
    const headers = () => ({
      "content-type": "application/json",
      "acme-signature": signatureOf(body, secrets.webhookSecret, Math.floor(nowMs() / 1_000)),
    });
    sendWebhook("events", { headers, body });
    return c.json({ id }, 201);
  };
}

function signatureOf(body: string, secret: string, seconds: number): string {
  const v1 = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${v1}`;
}

const refuse = (c: Context, status: 400 | 401 | 422 | 429 | 503, code: string, message: string): Response =>
  c.json({ error: { code, message } }, status);
