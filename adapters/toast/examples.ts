import type { VendorResponse } from "@spindlebus/bus/adapter";
import { createHmac } from "node:crypto";
import { ToastSettings } from "./src/settings.ts";

/** The restaurant that the canonical samples are of. */
export const restaurant = "d2f3a8c0-0000-4000-8000-000000000042";

/** GUID of its dining option for pick-up, as in the canonical samples. */
const pickup = "18855a26-0000-4000-8000-000000000003";

/** GUID of its alternate payment type. */
export const alternatePayment = "0dc19214-0000-4000-8000-000000000001";

/** Settings of a connection with one restaurant. */
export const settings = (changes: object = {}): ToastSettings =>
  ToastSettings.parse({
    stores: {
      "0042": {
        restaurant,
        diningOptions: { [pickup]: "pickup", "18855a26-0000-4000-8000-000000000004": "delivery" },
        payment: alternatePayment,
      },
    },
    ...changes,
  });

/** Secrets of the simulated Toast. */
export const secrets = {
  clientId: "toast-client",
  clientSecret: "toast-client-secret",
  webhookSecret: "toast-webhook-secret",
};

/** An answer of Toast with this JSON body. */
export const answerWith = (json: unknown, status = 200): VendorResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(json),
  json,
});

/** The signature that Toast's page describes, made without the adapter. */
export const signatureOf = (body: string, timestamp: string, secret: string): string =>
  createHmac("sha256", secret)
    .update(body + timestamp)
    .digest("base64");
