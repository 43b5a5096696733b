import type { PaymentEvent } from "./payment.ts";

/** A payment as a processor knows it that has a field for almost everything. */
export const stripePayment = {
  paymentId: "pi_3SpindleExample7001",
  refs: [
    { vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" },
    { vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" },
  ],
  orderRef: "ord-7001",
  merchantReference: "ord-7001",
  amount: { amount: 1402, currency: "USD" },
  tipAmount: { amount: 0, currency: "USD" },
  method: {
    type: "card",
    brand: "visa",
    last4: "4242",
    wallet: "apple_pay",
    funding: "credit",
    entryMode: "online",
    vendorMethod: "card",
  },
  store: { storeId: "0042" },
  ext: { stripe: { capture_method: "manual" } },
} as const satisfies Partial<PaymentEvent>;

/** The least that a processor says of a payment. */
export const adyenPayment = {
  paymentId: "9913140798220028",
  refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "payment", id: "9913140798220028" }],
} as const satisfies Partial<PaymentEvent>;
