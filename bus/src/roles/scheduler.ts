import type { Logger } from "pino";
import { tokenHeading } from "../delivery/token-heading.ts";
import { plannedTypes } from "../config/routed-types.ts";
import { messagePublisher } from "../intake/message-publisher.ts";
import { openBroker } from "../operations/open-broker.ts";
import { operatedRoutes } from "../operations/quiet.ts";
import { addUpFailures } from "../postgres/add-up-failures.ts";
import { bodyStoresOf, postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { sweepBodies } from "../postgres/bodies/sweep-bodies.ts";
import { openDatabase } from "../postgres/connect.ts";
import { dispatchBatch, dispatchDue, type Due } from "../postgres/dispatch.ts";
import { destroyEndedKeys } from "../postgres/keys/destroy-ended.ts";
import { endSnoozes } from "../postgres/end-snoozes.ts";
import { followActiveRecipes } from "../postgres/operations/active-recipes.ts";
import { followRules } from "../postgres/operations/follow-rules.ts";
import { pumpRecipes } from "../postgres/operations/recipe-pump.ts";
import { pumpReplays } from "../postgres/operations/replay-pump.ts";
import { ensurePartitions } from "../postgres/partitions.ts";
import { keepRetention, type Kept } from "../postgres/retention/keep-retention.ts";
import { forgetQuietStandings } from "../postgres/standings.ts";
import { countAttempts } from "../postgres/statistics/count-attempts.ts";
import {
  dropSettledBatches,
  dropSettledBodies,
  republishUnconfirmed,
  returnExpiredLeases,
  returnLostTokens,
} from "../postgres/sweep.ts";
import { exchanges, quarantineQueue, retryQueue } from "../rabbitmq/names.ts";
import { openPublisher, type Published, type Publisher } from "../rabbitmq/publisher.ts";
import { openSteward, type Steward } from "../rabbitmq/steward.ts";
import { topologyOf } from "../rabbitmq/topology.ts";
import type { RoleContext, RunningRole } from "../role.ts";
import type { Route } from "../route.ts";
import { feedReplays } from "./feed-replays.ts";
import { openInFlight } from "./in-flight.ts";
import { startAlerts } from "./alerts.ts";
import { lookAtDepths, lookEveryMs } from "./depths.ts";
import { startNotices } from "./notices.ts";
import { replayWindowOf } from "./prefetch.ts";
import { deadQueuesOf } from "./recorder.ts";
import { repeat } from "./repeat.ts";

/** A sweep reads as many rows as messages are stored: with a million failures it must not be all that the database does. */
const untilNextSweep = (tookMs: number): number => Math.min(Math.max(2_000, 30 * tookMs), 20_000);
/** At most a third of the time: where the database has much else to do, replays press it less. */
const untilNextTurn = (tookMs: number): number => Math.min(Math.max(100, 2 * tookMs), 1_000);
const readyTimeoutMs = 30_000;
/** With the closing after it within `stopWithinMs`. */
const drainMs = 6_000;

/** Sends what is due, pumps replays, sends notices, returns what was lost, keeps partitions and topology. Run as many as you like. */
export async function startScheduler({ settings, plan, log, name }: RoleContext): Promise<RunningRole> {
  const { sql, close } = openDatabase({ url: settings.databaseUrl, connections: 4, name });
  const publisher = openPublisher({ url: settings.amqpUrl, name: `${name} publisher`, log });
  const publish = messagePublisher(publisher);
  const steward = openSteward({ url: settings.amqpUrl, name: `${name} steward`, log });
  await Promise.all([publisher.ready(readyTimeoutMs), steward.ready(readyTimeoutMs)]);
  // Asking for a queue that is missing would end the steward's channel.
  const onlooker = openBroker({
    url: settings.amqpUrl,
    name: `${name} onlooker`,
    routes: plan.routes,
    database: { sql },
  });

  const configured = new Set(plan.routes.map(({ name: route }) => route));
  // The tokens of a route that was removed went with its queue, and asking for that would end the channel.
  const isEmpty = async (route: string, suspect: boolean) =>
    !configured.has(route) || (await steward.readyCount(suspect ? quarantineQueue : retryQueue(route))) === 0;
  const topology = topologyOf(plannedTypes(plan.routes));
  const windows = new Map(plan.routes.map((route) => [route.name, replayWindowOf(route)]));
  let stopping = false;
  const bodies = postgresBodies(sql, plan.largeMessages.store, settings.masterKeys);
  const broker = { url: settings.amqpUrl, name: `${name} journal` };
  const feed = { sql, plan, bodies, broker, isStopping: () => stopping };
  const stops = [
    repeat("dispatch", 100, log, async () => {
      let sent = dispatchBatch;
      // Told to stop it ends with the batch, however much is due.
      while (sent === dispatchBatch && publisher.connected && !stopping) {
        sent = await dispatchDue(sql, (due) => publishDue(publisher, due), windows);
      }
    }),
    repeat("recipes", 500, log, () => pumpRecipes(sql, bodies, plan)),
    repeat("replays", untilNextTurn, log, () => pumpReplays(sql, plan.routes, bodies)),
    repeat("journal", 1_000, log, () => feedReplays(feed)),
    repeat("active recipes", 5_000, log, () => followActiveRecipes(sql, plan)),
    repeat("rules", 5_000, log, () => followRules(sql, plan.routes)),
    repeat("expired leases", untilNextSweep, log, () =>
      returnExpiredLeases(sql, operatedRoutes(plan.routes)).then(
        note(log, "deliveries of dead workers returned"),
      ),
    ),
    repeat("lost tokens", 10_000, log, () =>
      returnLostTokens(sql, isEmpty).then(note(log, "deliveries with lost tokens returned")),
    ),
    repeat("unconfirmed", 5_000, log, () =>
      republishUnconfirmed(sql, publish).then(note(log, "unconfirmed messages published again")),
    ),
    repeat("failure counts", 1_000, log, () => addUpFailures(sql)),
    repeat("attempt counts", 10_000, log, async () => {
      let all = false;
      while (!all && !stopping) all = await countAttempts(sql);
    }),
    repeat("queue depths", lookEveryMs, log, () =>
      lookAtDepths({ sql, routes: plan.routes, broker: onlooker }),
    ),
    repeat("snoozes", 5_000, log, () => endSnoozes(sql)),
    repeat("forgotten persons", 10_000, log, () => destroyEndedKeys(sql)),
    repeat("topology", 60_000, log, () => steward.declare(topology)),
    repeat("partitions", 3_600_000, log, () => ensurePartitions(sql)),
    repeat("retention", 3_600_000, log, () =>
      keepRetention(sql, plan.retention, { stopping: () => stopping }).then((kept) => noteKept(log, kept)),
    ),
    repeat("settled bodies", 60_000, log, () => dropSettledBodies(sql)),
    repeat("stored bodies", 60_000, log, () => sweepBodies(sql, bodyStoresOf(sql, plan.largeMessages.store))),
    repeat("quiet limits", 3_600_000, log, () => forgetQuietStandings(sql)),
    repeat("settled batches", 60_000, log, () => dropSettledBatches(sql)),
    startAlerts({ sql, plan: plan.alerts, log, deadLetters: () => deadLettersOf(plan.routes, steward) }),
    ...startNotices(sql, plan, log),
  ];
  return {
    async stop() {
      stopping = true;
      // A round that hangs in a frozen database is left: its row locks end with its connection.
      const rounds = openInFlight();
      for (const end of stops) rounds.add(end());
      await rounds.settled(drainMs);
      await Promise.all([steward.close(), publisher.close(), onlooker.close()]);
      await close();
    },
  };
}

function publishDue(
  publisher: Publisher,
  { route, envelope, routes, shadows, stored, contentType, body, generation, start, suspect }: Due,
): Promise<Published> {
  const retry = { generation, start, ...(suspect && { alone: true as const }) };
  const { headers } = tokenHeading(envelope, { routes, shadows, retry, stored });
  const { id, type } = envelope;
  return publisher.publish({
    exchange: suspect ? exchanges.quarantine : exchanges.retry,
    routingKey: route,
    id,
    type,
    body,
    contentType,
    headers,
  });
}

function noteKept(log: Logger, { days, pruned }: Kept): void {
  for (const day of days) {
    if (day.kind === "retired") log.info(day, "a day of the ledger retired");
    else log.warn(day, "a day of the ledger is over and stays");
  }
  if (Object.keys(pruned).length > 0) log.info({ pruned }, "removed what has had its time");
}

/** The broker's dead letters of all routes that lie unrecorded, by queue; nothing while the broker is away. */
async function deadLettersOf(
  routes: readonly Route[],
  steward: Pick<Steward, "readyCount">,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const queue of deadQueuesOf(routes)) counts.set(queue, (await steward.readyCount(queue)) ?? 0);
  return counts;
}

const note = (log: Logger, text: string) => (count: number) => {
  if (count > 0) log.warn({ count }, text);
};
