import {
  customerProfileChanged,
  loyaltyTierChanged,
  orderCompleted,
  paymentRefunded,
  type DataOf,
  type engagementMessageBounced,
  type Order,
} from "@spindlebus/contracts";
import { BrazeSettings } from "./src/settings.ts";

/** Settings of a connection under test. */
export const settings = BrazeSettings.parse({
  baseUrl: "https://rest.iad-01.braze.com",
  refundCampaignId: "campaign-1",
});

/** The contract's example of an order, with changes. */
export const exampleOrder = (changes: Partial<Order> = {}): Order => ({
  ...first(orderCompleted.examples),
  ...changes,
});

/** Orders of one guest, each with ids of its own. */
export const exampleOrders = (count: number): readonly Order[] =>
  Array.from({ length: count }, (_, index) => exampleOrder({ orderId: `ord-${index}` }));

/** The contract's example of a guest's profile, with changes. */
export const exampleProfile = (changes: Partial<DataOf<typeof customerProfileChanged>> = {}) => ({
  ...first(customerProfileChanged.examples),
  ...changes,
});

/** The contract's example of a refund. */
export const exampleRefund = () => first(paymentRefunded.examples);

/** The contract's example of a member who reached a level. */
export const exampleTier = () => first(loyaltyTierChanged.examples);

/** A message of the bus that bounced. */
export const exampleBounce = (dispatchId: string): DataOf<typeof engagementMessageBounced> => ({
  message: {
    messageId: dispatchId,
    dispatchId,
    refs: [{ vendor: "braze", type: "external_send_id", id: "key-1" }],
    channel: "email",
  },
  vendorStatus: "bounced",
  failure: { reason: "550 5.1.1 no such user" },
  occurredAt: "2026-01-15T18:04:09.000Z",
});

/** A message around some data, as the pure functions see it. */
export const message = (type: string) => ({
  id: "0196a5b0-0000-7000-8000-000000000001",
  source: "/pos",
  sourceId: "m-1",
  type,
  extensions: {},
});

function first<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error("the contract has no example");
  return item;
}
