import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { startSpindle, type RunningSpindle } from "../support/spindle.ts";
import { fillDead } from "./fill-dead.ts";
import { post, sendSteadily } from "./latency.ts";
import { openNoteVendor, type NoteVendor } from "./note-vendor.ts";
import { eventHeaders } from "./order-event.ts";
import type { Place } from "./place.ts";
import type { Sample } from "./sample.ts";
import { percentile } from "./statistics.ts";

/** Live orders a second beside the replay. */
const liveRate = 300;
const warmUpMs = 3_000;
/** Live traffic goes on for so long, however soon the replay has ended. */
const shortestMs = 1_000;
const patienceMs = 120_000;

type Replaying = { readonly items: number; readonly ratePerSecond?: number };

/**
 * A replay through the admin API, with the default rules, over a vendor that answers at once and every role in a process of its
 * own, while producers publish. Gives how fast the replay went, and the time from a live order's publishing to the vendor's call.
 */
export async function replayBesideLive(place: Place, { items, ratePerSecond }: Replaying): Promise<Sample> {
  const vendor = await openNoteVendor(() => undefined);
  const spindle = await startSpindle({
    ...place,
    simulators: false,
    environment: {
      SPINDLE_CONFIG: "test/bench/note.config.ts",
      SPINDLE_SIMULATOR_URLS: JSON.stringify({ note: vendor.url }),
    },
  });
  try {
    await fillDead(place.databaseUrl, items);
    return await withLive(spindle, vendor, () => replay(spindle, items, ratePerSecond));
  } finally {
    await spindle.stop();
    await vendor.close();
  }
}

/** Runs work beside live traffic. */
async function withLive(
  spindle: RunningSpindle,
  vendor: NoteVendor,
  work: () => Promise<number>,
): Promise<Sample> {
  const pool = new Pool(spindle.ingress, { connections: 32 });
  const headers = eventHeaders(spindle.file("producer-token"));
  const sentAtMs = new Map<string, number>();
  let isOver = false;
  const live = sendSteadily(
    Number.POSITIVE_INFINITY,
    liveRate,
    (orderId) => {
      sentAtMs.set(orderId, performance.now());
      return post(pool, headers, orderId);
    },
    () => isOver,
  );
  await delay(warmUpMs);
  const startedAtMs = performance.now();
  const [perSecond] = await Promise.all([work(), delay(shortestMs)]);
  isOver = true;
  await live;
  await pool.destroy();
  const during = [...sentAtMs].filter(([, atMs]) => atMs >= startedAtMs);
  await calledAll(
    vendor,
    during.map(([orderId]) => orderId),
  );
  const taken = during.map(([orderId, atMs]) => (vendor.calledAtMs.get(orderId) ?? Infinity) - atMs);
  return { perSecond, p50Ms: percentile(taken, 0.5), p95Ms: percentile(taken, 0.95) };
}

async function calledAll({ calledAtMs }: NoteVendor, orderIds: readonly string[]): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  while (!orderIds.every((orderId) => calledAtMs.has(orderId))) {
    if (performance.now() > deadlineMs) throw new Error("live orders never came to the vendor");
    await delay(100);
  }
}

/** Gives how many a second were applied, from the request to the end of the job. */
async function replay(spindle: RunningSpindle, items: number, ratePerSecond?: number): Promise<number> {
  const startedAtMs = performance.now();
  const { id } = await ask(spindle, "/api/v1/replays", {
    selection: { filter: { route: "note-0.take" }, expectedCount: items },
    reason: "a benchmark",
    ...(ratePerSecond !== undefined && { ratePerSecond }),
  });
  for (;;) {
    const { state, applied } = await ask(spindle, `/api/v1/replays/${id}`);
    if (state === "completed" && applied === items)
      return (items / (performance.now() - startedAtMs)) * 1_000;
    if (state !== "running") throw new Error(`the replay is ${state} after ${applied} of ${items}`);
    await delay(100);
  }
}

type Job = { readonly id: string; readonly state: string; readonly applied: number };

async function ask({ admin, file }: RunningSpindle, path: string, body?: object): Promise<Job> {
  const headers = {
    authorization: `Bearer ${file("admin-token")}`,
    "content-type": "application/json",
    "idempotency-key": crypto.randomUUID(),
  };
  const more = body && { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(admin + path, { headers, ...more });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the admin API answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Job;
}
