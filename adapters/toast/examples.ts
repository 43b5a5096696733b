import type { VendorResponse } from "@spindlebus/bus/adapter";
import { orderSubmit, type DataOf } from "@spindlebus/contracts";
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

export type Submit = DataOf<typeof orderSubmit>;

const usd = (amount: number) => ({ amount, currency: "USD" });

/** Two burgers with cheese for 14.02, fetched and paid before. */
export const exampleSubmit = (changes: Partial<Submit> = {}): Submit =>
  orderSubmit.data.parse({
    orderId: "ord-7001",
    store: { storeId: "0042" },
    fulfilment: { type: "pickup", asap: true },
    customer: { givenName: "Ada", familyName: "Lovelace", email: "ada@example.com", phone: "+16175550101" },
    lines: [
      {
        lineId: "1",
        kind: "item",
        item: {
          id: "9c59d4ab-0000-4000-8000-000000000001",
          categories: [{ level: "group", id: "881472e6" }],
        },
        quantity: "2",
        note: "No onions",
      },
      {
        lineId: "2",
        parentLineId: "1",
        kind: "modifier",
        item: { id: "9c59d4ab-0000-4000-8000-000000000002" },
        modifierGroup: { id: "og1" },
        quantity: "2",
      },
    ],
    totals: { subtotal: usd(1298), tax: usd(104), tip: usd(200), total: usd(1602) },
    tenders: [{ tenderId: "1", type: "card", amount: usd(1402), tip: usd(200), status: "captured" }],
    loyalty: { member: { refs: [{ vendor: "paytronix", type: "card", id: "6000201000200841" }] } },
    ...changes,
  });
