import { connect } from "amqplib";
import postgres from "postgres";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { countdown } from "./countdown.ts";
import { deliveryLog } from "./delivery-log.ts";
import { instantVendor, noteConfig, prepareBus } from "./note-bus.ts";
import type { Place } from "./place.ts";
import { startMeter } from "./processor-time.ts";
import { publishAll } from "./publish-all.ts";
import type { Sample } from "./sample.ts";
import { tokensFor } from "./tokens.ts";

type Deliveries = {
  readonly messages: number;
  readonly routes?: number;
  /** In strict lanes, so many of them. */
  readonly laneKeys?: number;
};

/**
 * The bus in the bare loop's place: the same publisher, and the real worker with claim, settle and full ledger, over a
 * vendor in this process that answers at once. Counts deliveries: a message on several routes is as many.
 */
export async function deliveries(
  place: Place,
  { messages, routes = 1, laneKeys }: Deliveries,
): Promise<Sample> {
  const { plan, settings } = await prepareBus(place, noteConfig(routes, { laned: laneKeys !== undefined }));
  const before = await appliedIn(place);
  const delivered = countdown(messages * routes, "deliveries");
  const worker = await startWorker(
    { settings, plan, log: deliveryLog(delivered.one), name: "bench worker" },
    { vendor: instantVendor },
  );
  const connection = await connect(place.amqpUrl);
  const publisher = await connection.createConfirmChannel();

  const meter = startMeter(place.servers);
  const token = tokensFor(
    plan.routes.map(({ name }) => name),
    laneKeys,
  );
  await Promise.all([delivered.all, publishAll(publisher, messages, token)]);
  const sample = meter.stop(messages * routes);

  await worker.stop();
  await connection.close();
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
