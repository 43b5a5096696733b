import { defineSimulator } from "@spindlebus/bus/testing";
import { Hono } from "hono";
import { simulatedAdyen } from "./simulator/adyen.ts";
import { notAllowed, send, serviceError, unauthorized } from "./simulator/answer.ts";
import type { Change } from "./simulator/body.ts";
import type { AdyenSecrets, AdyenSettings } from "./src/settings.ts";

/**
 * Adyen's Checkout API, as far as the adapter uses it: captures, refunds and cancellations of payments, each answered
 * `received`, the signed notifications that say later what became of it, and the list of payment methods. `/script` is the simulator's own.
 */
export default defineSimulator<AdyenSettings, AdyenSecrets>({
  adapter: "adyen",
  api: (context) => {
    const { settings } = context;
    const adyen = simulatedAdyen(context);
    const endpoint = (change: Change) =>
      context.operation(
        change,
        (c) => adyen.receive(c, change),
        (c) => adyen.refuse(c),
      );
    const root = `/${settings.apiVersion}/payments/:payment`;
    return new Hono()
      .post(`/${settings.apiVersion}/paymentMethods`, context.read("paymentMethods", adyen.paymentMethods))
      .post(`${root}/refunds`, endpoint("refund"))
      .post(`${root}/captures`, endpoint("capture"))
      .post(`${root}/cancels`, endpoint("cancel"))
      .put("/script", adyen.putScript)
      .post("/script/notifications", adyen.sendItems)
      .all("/*", () => notFound());
  },
  refusals: {
    reject: () => send(notAllowed),
    rateLimit: () => send(serviceError(429, "429", "Too many requests", "internal")),
    unauthorized: () => send(unauthorized),
    unavailable: () => send(serviceError(503, "905", "Service temporarily unavailable", "internal")),
  },
});

/** What stands before Adyen's API answers a path that it does not know with a page, not with an error of the API. */
const notFound = (): Response =>
  new Response("<html>Not found</html>", { status: 404, headers: { "content-type": "text/html" } });
