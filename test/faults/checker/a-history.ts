import type { DeliveryRow, Effect, History, MessageRow, RouteFacts, Told } from "./history.ts";

/** A hand-made history for the checker's own tests: messages `a-1`, `a-2` … of entity `a` on one route. */
export const keyed: RouteFacts = { name: "v.keyed", idempotency: "key", leaseMs: 30_000, order: "unordered" };

export const message = (reference: string, more: Partial<MessageRow> = {}): MessageRow => ({
  id: `id-${reference}`,
  source: "/tests",
  sourceId: reference,
  type: "step.taken.v1",
  reference,
  entity: reference.split("-")[0] ?? "",
  place: Number(reference.split("-")[1]),
  routes: [keyed.name],
  ...more,
});

export const told = (reference: string, answer: Told["answer"] = "accepted"): Told => ({
  atMs: 1_000,
  sourceId: reference,
  answer,
  ...(answer === "accepted" && { messageId: `id-${reference}` }),
});

export const row = (reference: string, state: string, more: Partial<DeliveryRow> = {}): DeliveryRow => ({
  messageId: `id-${reference}`,
  route: keyed.name,
  state,
  starts: 1,
  attempts: 0,
  generation: 0,
  doubt: false,
  stored: false,
  ...more,
});

export const effect = (n: number, reference: string, more: Partial<Effect> = {}): Effect => ({
  n,
  atMs: 2_000 + n,
  route: keyed.name,
  reference,
  ...more,
});

/** One accepted message `a-1` that was applied once, and whatever is different. */
export const aHistory = (more: Partial<History> = {}): History => ({
  scenario: "by hand",
  seed: 1,
  routes: [keyed],
  told: [told("a-1")],
  messages: [message("a-1")],
  deliveries: [row("a-1", "applied")],
  attempts: [],
  effects: [effect(1, "a-1")],
  writes: [],
  queues: [],
  acts: [],
  faults: [],
  vendorWasWell: false,
  ...more,
});
