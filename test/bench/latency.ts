import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { startSpindle } from "../support/spindle.ts";
import { countdown } from "./countdown.ts";
import { openNoteVendor } from "./note-vendor.ts";
import { eventHeaders, orderEvent } from "./order-event.ts";
import type { Place } from "./place.ts";
import type { Sample } from "./sample.ts";
import { percentile } from "./statistics.ts";

const connections = 64;
/** In that time every process has made its connections and compiled what is hot. */
const warmUp = (seconds: number): number => Math.min(3, seconds);

/**
 * What the bus adds between its answer to the producer and its call to the vendor, at a steady rate, with every role in
 * a process of its own. Each message is sent when its time has come, however the ones before it fare.
 */
export async function addedLatency(
  place: Place,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Sample> {
  const count = rate * (warmUp(seconds) + seconds);
  const called = countdown(count, "calls to the vendor");
  const vendor = await openNoteVendor(called.one);
  const spindle = await startSpindle({
    ...place,
    simulators: false,
    environment: {
      SPINDLE_CONFIG: "test/bench/note.config.ts",
      SPINDLE_SIMULATOR_URLS: JSON.stringify({ note: vendor.url }),
      SPINDLE_LOG_LEVEL: "info",
    },
  });
  const pool = new Pool(spindle.ingress, { connections });
  try {
    const headers = eventHeaders(spindle.file("producer-token"));
    const answeredAtMs = await sendSteadily(count, rate, (orderId) => post(pool, headers, orderId));
    await called.all;
    const added = [...answeredAtMs]
      .slice(rate * warmUp(seconds))
      .map(([orderId, atMs]) => (vendor.calledAtMs.get(orderId) ?? Infinity) - atMs);
    return { p50Ms: percentile(added, 0.5), p99Ms: percentile(added, 0.99) };
  } finally {
    await pool.destroy();
    await spindle.stop();
    await vendor.close();
  }
}

/** Gives when each order was answered, in the order in which they were sent; ends after `count`, or when `isOver`. */
export async function sendSteadily(
  count: number,
  rate: number,
  send: (orderId: string) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<ReadonlyMap<string, number>> {
  const answeredAtMs = new Map<string, number>();
  const sent: Promise<void>[] = [];
  const startedAtMs = performance.now();
  while (sent.length < count && !isOver()) {
    const due = Math.min(count, ((performance.now() - startedAtMs) / 1_000) * rate);
    while (sent.length < due) {
      const orderId = `ord-${sent.length}`;
      answeredAtMs.set(orderId, Infinity);
      sent.push(send(orderId).then(() => void answeredAtMs.set(orderId, performance.now())));
    }
    await delay(1);
  }
  await Promise.all(sent);
  return answeredAtMs;
}

/** Publishes one order. @throws where it is not taken in */
export async function post(pool: Pool, headers: Record<string, string>, orderId: string): Promise<void> {
  const { statusCode, body } = await pool.request({
    path: "/v1/messages",
    method: "POST",
    headers,
    body: orderEvent(orderId),
  });
  const text = await body.text();
  if (statusCode !== 202) throw new Error(`the ingress answered ${statusCode}: ${text}`);
}
