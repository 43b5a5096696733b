import {
  engagementConsentSet,
  engagementEventTrack,
  engagementProfileUpsert,
  orderCompleted,
  type DataOf,
  type Order,
} from "@spindlebus/contracts";
import { SegmentSettings } from "./src/settings.ts";

/** Settings of a connection under test. */
export const settings = SegmentSettings.parse({
  namespace: "acme",
  paytronixWallets: { 1: { kind: "points" }, 3: { kind: "currency", currency: "USD" } },
});

/** The contract's example of something a guest did, with another event. */
export const exampleTracked = (changes: Partial<DataOf<typeof engagementEventTrack>["event"]> = {}) => {
  const tracked = first(engagementEventTrack.examples);
  return { ...tracked, event: { ...tracked.event, ...changes } };
};

/** Events of one guest, each with an id of its own. */
export const exampleEvents = (count: number) =>
  Array.from({ length: count }, (_, index) => exampleTracked({ eventId: `evt-${index}` }));

/** The contract's example of an order, with changes. */
export const exampleOrder = (changes: Partial<Order> = {}): Order => ({
  ...first(orderCompleted.examples),
  ...changes,
});

/** The contract's example of a profile, with changes. */
export const exampleProfile = (changes: Partial<DataOf<typeof engagementProfileUpsert>> = {}) => ({
  ...first(engagementProfileUpsert.examples),
  ...changes,
});

/** The contract's example of a consent, with changes. */
export const exampleConsent = (changes: Partial<DataOf<typeof engagementConsentSet>> = {}) => ({
  ...first(engagementConsentSet.examples),
  ...changes,
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
