import postgres from "postgres";
import { openPublisher } from "../../bus/src/rabbitmq/publisher.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { countdown } from "./countdown.ts";
import { deliveryLog } from "./delivery-log.ts";
import { lanedNoteAdapter, noteAdapter, refusingNoteAdapter } from "./note-adapter.ts";
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
  /** The vendor takes none of them: every delivery is recorded as a failure. */
  readonly refused?: boolean;
};

/**
 * The bus in the bare loop's place: its publisher, and its worker with claim, settle and full ledger, over a vendor in
 * this process that answers at once. Counts deliveries: a message on several routes is as many.
 */
export async function deliveries(
  place: Place,
  { messages, routes = 1, laneKeys, refused = false }: Deliveries,
): Promise<Sample> {
  const adapter = refused ? refusingNoteAdapter : laneKeys === undefined ? noteAdapter : lanedNoteAdapter;
  const { plan, settings } = await prepareBus(place, noteConfig(routes, { adapter }));
  const state = refused ? "dead" : "applied";
  const before = await countIn(place, state);
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
  const ended = (await countIn(place, state)) - before;
  if (ended !== messages * routes)
    throw new Error(`${ended} deliveries are ${state}, not ${messages * routes}`);
  return sample;
}

async function countIn({ databaseUrl }: Place, state: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1 });
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM delivery WHERE state = ${state}`;
  await sql.end();
  return row?.count ?? 0;
}
