import { defineSimulator, type SimulatorContext } from "@spindlebus/bus/testing";
import { Hono } from "hono";
import { squareError } from "./simulator/answer.ts";
import { customerEndpoints } from "./simulator/customers.ts";
import { loyaltyEndpoints } from "./simulator/loyalty.ts";
import { orderEndpoints } from "./simulator/order-endpoints.ts";
import { refusedHeaders, send } from "./simulator/door.ts";
import { rateLimit } from "./simulator/limit.ts";
import { paymentEndpoints } from "./simulator/payments.ts";
import { tellerOf } from "./simulator/teller.ts";
import type { SquareSecrets, SquareSettings } from "./src/settings.ts";

/** What the endpoints of the simulated Square need. */
export type SquareContext = SimulatorContext<SquareSettings, SquareSecrets>;

/**
 * Square, as far as the adapter uses it: orders, loyalty, payments, refunds and customers, and the signed webhooks that follow each change.
 * It checks what Square checks: token, API version, rate, types, idempotency keys, the version of an order, balances.
 */
export default defineSimulator<SquareSettings, SquareSecrets>({
  adapter: "square",
  api: (context) => {
    const app = new Hono();
    const limited = rateLimit(context.nowMs);
    app.use(async (c, next) => {
      const refusal = refusedHeaders(c, context.secrets.accessToken) ?? limited();
      if (refusal) c.res = send(refusal);
      else await next();
    });
    const tell = tellerOf(context);
    const orders = orderEndpoints(app, context, tell);
    loyaltyEndpoints(app, context, orders, tell);
    customerEndpoints(app, context);
    paymentEndpoints(app, context, orders, tell);
    return app.all("/*", () => send(squareError(404, "NOT_FOUND", "Resource not found.")));
  },
  refusals: {
    reject: () => send(squareError(400, "INVALID_VALUE", "The request was refused.")),
    rateLimit: () => send(squareError(429, "RATE_LIMITED", "Too many requests.")),
    unauthorized: () => send(squareError(401, "ACCESS_TOKEN_EXPIRED", "The access token has expired.")),
    unavailable: () => send(squareError(503, "SERVICE_UNAVAILABLE", "Square is unavailable.")),
  },
});
