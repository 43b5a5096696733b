import {
  deliveryId,
  isAsExpected,
  writeCursor,
  type Act,
  type DeliveryKey,
  type Failure,
  type Operations,
} from "@spindlebus/bus/engine";
import { type World, known, messageId, nothing, time } from "./fake-world.ts";

/** Failures in memory, as they were given. */
export function fakeFailures({ failures, stored, broken, recorded, find }: World): Operations["failures"] {
  const onFailure = (name: string) => async (key: DeliveryKey, act: Act) => {
    recorded.acts.push({ name, target: deliveryId(key), act });
    return known(find(key));
  };
  return {
    async list(filter, { limit, cursor }) {
      if (broken) throw broken;
      recorded.filters.push(filter);
      const start = cursor ? Number(cursor.key) : 0;
      const key = String(start + limit);
      const next = start + limit < failures.length ? writeCursor({ key, messageId, route: "" }) : null;
      const count = { value: failures.length, about: false, checksum: "12", atLeast: false };
      return { data: failures.slice(start, start + limit), next, count, window: aWindow };
    },
    get: async (key) => find(key),
    message: async (key) => (find(key) ? stored : undefined),
    async payload(key, { actor, reason, pointers }) {
      if (!find(key)) return undefined;
      recorded.payloadReaders.push(`${actor}: ${reason} ${pointers.join()}`);
      return stored;
    },
    attempts: async (key) => (find(key) ? { data: [anAttempt], next: null } : nothing),
    history: async () => [],
    retryNow: onFailure("retryNow"),
    discard: async () => ({
      ok: false,
      code: "conflict",
      detail: "It is running; that cannot be discarded.",
    }),
    restore: onFailure("restore"),
    answer: (key, answer, act) => onFailure(`answer ${answer}`)(key, act),
  };
}

/** Acts on many failures: two are found by any filter. */
export const fakeManyFailures = ({ recorded }: World): Operations["manyFailures"] => ({
  async change(what, selection, act) {
    recorded.acts.push({ name: `${what} many`, target: "", act });
    if (!isAsExpected(selection, { count: 2, checksum: "12" }))
      return { ok: false, code: "countDiffers", count: 2 };
    return { ok: true, value: { batch: "batch", selected: 2, changed: 2, skipped: 0, reasons: [] } };
  },
});

/** All that there is was looked at. */
export const aWindow = { from: null, to: time, complete: true };

/** The n-th of some failures. */
export function aFailure(n: number): Failure {
  const id = `01890a5d-ac96-774b-bcce-${String(n).padStart(12, "0")}`;
  return {
    id: `${id}:paytronix.accruePoints`,
    messageId: id,
    type: "order.completed.v1",
    route: "paytronix.accruePoints",
    state: "dead",
    attempts: 1,
    generation: 0,
    error: { code: "card_closed", message: "Card is closed" },
    groupId: null,
    entityKey: "order-1",
    firstFailedAt: time,
    lastFailedAt: time,
    nextAttemptAt: null,
    reason: null,
    inDoubtSince: null,
    settledAt: null,
    vendorReference: null,
    lane: null,
  };
}

const anAttempt = {
  n: 1,
  generation: 0,
  startedAt: time,
  durationMs: 12,
  outcome: "rejected",
  code: "card_closed",
  message: "Card is closed",
  request: { method: "POST" },
  response: { status: 422 },
  worker: "worker-1",
  adapterVersion: "1.0.0",
  traceId: null,
};
