import { randomUUID } from "node:crypto";
import { orderCompleted } from "@spindlebus/contracts";
import { pino } from "pino";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { openIntake } from "../../bus/src/intake/intake.ts";
import { messagePublisher } from "../../bus/src/intake/message-publisher.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { openPublisher } from "../../bus/src/rabbitmq/publisher.ts";
import { openSteward } from "../../bus/src/rabbitmq/steward.ts";
import { topologyOf } from "../../bus/src/rabbitmq/topology.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import type { HttpVendor } from "../../bus/src/vendor/http-vendor.ts";
import { noteAdapter, orderBody, orderData } from "./note-adapter.ts";

type PathOptions = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly messages: number;
  /** Accepts at once. */
  readonly window: number;
};

const log = pino({ level: "error" });
const waitMs = 100;

/** A vendor that has always answered already. */
const instantVendor: HttpVendor = {
  send: async () => ({ kind: "answered", response: { status: 200, headers: {}, body: "{}", json: {} } }),
  close: async () => undefined,
};

/**
 * The whole path in one process: accept (intake row, publish, confirm), deliver (claim, send, settle, ack) with the full
 * ledger. Gives orders a second, from the first accept to the last settle.
 */
export async function inProcessPath({
  amqpUrl,
  databaseUrl,
  messages,
  window,
}: PathOptions): Promise<number> {
  await migrate(databaseUrl);
  const config = {
    contracts: [orderCompleted],
    connections: { note: { adapter: noteAdapter, settings: { baseUrl: "http://note" } } },
  };
  const plan = planBus(config, () => undefined);
  const steward = openSteward({ url: amqpUrl, name: "bench", log });
  await steward.ready(10_000);
  await steward.declare(topologyOf(plannedTypes(plan.routes)));
  const { sql, close } = openDatabase({ url: databaseUrl, name: "bench" });
  const publisher = openPublisher({ url: amqpUrl, name: "bench", log });
  await publisher.ready(10_000);
  const publish = messagePublisher(publisher);
  const intake = openIntake({
    registry: plan.registry,
    routesFor: plan.routesFor,
    store: postgresIntakeStore(sql),
    publish,
  });
  const settings = { ...readSettings({}), amqpUrl, databaseUrl };
  const worker = await startWorker({ settings, plan, log, name: "bench worker" }, { vendor: instantVendor });

  const startedAt = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < messages) {
      const orderId = `ord-${next++}`;
      const message = {
        source: "/bench",
        sourceId: randomUUID(),
        type: orderCompleted.type,
        extensions: {},
        data: orderData(orderId),
      };
      const accepted = await intake.accept({
        message,
        contentType: "application/json",
        body: orderBody(orderId),
      });
      if (accepted.kind !== "accepted") throw new Error(`not accepted: ${JSON.stringify(accepted)}`);
    }
  };
  await Promise.all(Array.from({ length: window }, lane));
  for (;;) {
    const [row] = await sql<
      { applied: number }[]
    >`SELECT count(*)::int AS applied FROM delivery WHERE state = 'applied'`;
    if (row && row.applied >= messages) break;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  const perSecond = messages / ((performance.now() - startedAt) / 1_000);

  await worker.stop();
  await Promise.all([publisher.close(), steward.close(), close()]);
  return perSecond;
}
