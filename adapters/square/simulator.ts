import { defineSimulator, type SimulatorContext } from "@spindlebus/bus/testing";
import { Hono } from "hono";
import { squareError } from "./simulator/answer.ts";
import { loyaltyEndpoints } from "./simulator/loyalty.ts";
import { orderEndpoints } from "./simulator/order-endpoints.ts";
import { refusedHeaders, send } from "./simulator/door.ts";
import type { SquareSecrets, SquareSettings } from "./src/settings.ts";

/** What the endpoints of the simulated Square need. */
export type SquareContext = SimulatorContext<SquareSettings, SquareSecrets>;

/**
 * Square, as far as the adapter uses it: orders and loyalty, and the signed webhooks that follow each change. It checks what
 * Square checks: token, version, types, idempotency keys, the version of an order.
 */
export default defineSimulator<SquareSettings, SquareSecrets>({
  adapter: "square",
  api: (context) => {
    const app = new Hono();
    app.use(async (c, next) => {
      const refusal = refusedHeaders(c, context.secrets.accessToken);
      if (refusal) c.res = send(refusal);
      else await next();
    });
    const book = orderEndpoints(app, context);
    loyaltyEndpoints(app, context, book);
    return app.all("/*", () => send(squareError(404, "NOT_FOUND", "Resource not found.")));
  },
  refusals: {
    reject: () => send(squareError(400, "INVALID_VALUE", "The request was refused.")),
    rateLimit: () => send(squareError(429, "RATE_LIMITED", "Too many requests.")),
    unauthorized: () => send(squareError(401, "ACCESS_TOKEN_EXPIRED", "The access token has expired.")),
    unavailable: () => send(squareError(503, "SERVICE_UNAVAILABLE", "Square is unavailable.")),
  },
});
