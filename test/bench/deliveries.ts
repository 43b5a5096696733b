import postgres from "postgres";
import { openPublisher } from "../../bus/src/rabbitmq/publisher.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { countdown } from "./countdown.ts";
import { deliveryLog } from "./delivery-log.ts";
import { instantVendor, noteConfig, prepareBus } from "./note-bus.ts";
import type { Place } from "./place.ts";
import { startMeter } from "./processor-time.ts";
import { publishTokens } from "./publish-tokens.ts";
import type { Sample } from "./sample.ts";
import { tokensFor } from "./tokens.ts";

type Deliveries = {
  readonly messages: number;
  readonly routes?: number;
  /** In strict lanes, so many of them. */
  readonly laneKeys?: number;
};

/**
 * The bus in the bare loop's place: its publisher, and its worker with claim, settle and full ledger, over a vendor in
 * this process that answers at once. Counts deliveries: a message on several routes is as many.
 */
export async function deliveries(
  place: Place,
  { messages, routes = 1, laneKeys }: Deliveries,
): Promise<Sample> {
  const { plan, settings } = await prepareBus(place, noteConfig(routes, { laned: laneKeys !== undefined }));
  const before = await appliedIn(place);
  const delivered = countdown(messages * routes, "deliveries");
  const log = deliveryLog(delivered.one);
  const worker = await startWorker({ settings, plan, log, name: "bench worker" }, { vendor: instantVendor });
  const publisher = openPublisher({ url: place.amqpUrl, name: "bench publisher", log });
  await publisher.ready(10_000);

  const meter = startMeter(place.servers);
  const token = tokensFor(
    plan.routes.map(({ name }) => name),
    laneKeys,
  );
  await Promise.all([delivered.all, publishTokens(publisher, messages, token)]);
  const sample = meter.stop(messages * routes);

  await worker.stop();
  await publisher.close();
  const applied = (await appliedIn(place)) - before;
  if (applied !== messages * routes)
    throw new Error(`${applied} deliveries applied, not ${messages * routes}`);
  return sample;
}

async function appliedIn({ databaseUrl }: Place): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1 });
  const [row] = await sql<{ applied: number }[]>`
    SELECT count(*)::int AS applied FROM delivery WHERE state = 'applied'`;
  await sql.end();
  return row?.applied ?? 0;
}
