import {
  orderCompleted,
  type DataOf,
  type Order,
  type orderSubmit,
  type orderUpdated,
} from "@spindlebus/contracts";

/** Secrets of the simulated Square. */
export const secrets = { accessToken: "EAAAl_sim_token", signatureKey: "sim_signature_key" };

/** The URL that is registered at the simulated Square. */
export const webhookUrl = "https://bus.example.com/v1/webhooks/square/events";

/** Settings of a connection to it. */
export const settings = {
  webhookUrl,
  stores: { "0042": "FPYC" },
  accrueSources: ["Acme app"],
  programId: "SIMPROGRAM",
};

/** An amount in dollars' cents. */
export const usd = (amount: number) => ({ amount, currency: "USD" });

/** A member with an account at Square. */
export const member = {
  refs: [{ vendor: "square", type: "loyalty_account", id: "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd" }],
};

/** Two cheeseburgers, to be fetched. */
export const submit = (changes: Partial<DataOf<typeof orderSubmit>> = {}): DataOf<typeof orderSubmit> => ({
  orderId: "ord-7001",
  store: { storeId: "0042" },
  fulfilment: { type: "pickup", requestedAt: "2026-01-15T18:30:00.000Z" },
  customer: { memberId: "mbr-1815", givenName: "Ada", phone: "+16175550101" },
  lines: [
    { lineId: "l-1", kind: "item", item: { id: "BURGER" }, quantity: "2", unitPrice: usd(599) },
    {
      lineId: "m-1",
      parentLineId: "l-1",
      kind: "modifier",
      item: { id: "CHEESE" },
      quantity: "2",
      unitPrice: usd(50),
    },
  ],
  ...changes,
});

/** What a webhook tells of an order. */
export const thinOrder = (id: string, version: number): DataOf<typeof orderUpdated> => ({
  orderId: id,
  refs: [{ vendor: "square", account: "5S9M", type: "order", id }],
  version: String(version),
  store: { storeId: "0042" },
  partial: true,
  updatedAt: "2026-01-15T18:04:05.120Z",
});

/** The contract's own example order, taken by the chain's application for a member of Square's programme. */
export const order = (changes: Partial<Order> = {}): Order => {
  const [example] = orderCompleted.examples;
  return orderCompleted.data.parse({ ...example, sourceName: "Acme app", loyalty: { member }, ...changes });
};
