import type { Logger } from "pino";
import { laneGroupsOf } from "../lanes/lane-group.ts";
import { persist } from "../persist.ts";
import { type Database, openDatabase } from "../postgres/connect.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { loaded, type Bodies } from "../bodies/bodies.ts";
import { recordDeadLetter, recordForeign } from "../postgres/record-dead-letter.ts";
import type { IndexedValuesOf } from "../postgres/store-indexed-values.ts";
import { consume, type Delivered } from "../rabbitmq/consumer.ts";
import { deadQueue, laneDeadQueue } from "../rabbitmq/names.ts";
import { openSession } from "../rabbitmq/session.ts";
import type { RoleContext, RunningRole } from "../role.ts";
import { intakeRoute, type Route } from "../route.ts";
import { indexedValuesOf } from "../search/indexed-values.ts";
import { openInFlight } from "./in-flight.ts";
import { Unstorable } from "../unstorable.ts";
import { tokenOf } from "./token-of.ts";

const readyTimeoutMs = 30_000;
/** With the closing after it within `stopWithinMs`. */
const drainMs = 6_000;
const prefetch = 50;

/** Drains the broker's dead-letter queues into the ledger, and acks after the commit. */
export async function startRecorder({ settings, plan, log, name }: RoleContext): Promise<RunningRole> {
  const { sql, close } = openDatabase({ url: settings.databaseUrl, connections: 2, name });
  const bodies = postgresBodies(sql, plan.largeMessages.store, settings.masterKeys);
  const inFlight = openInFlight();
  const valuesOf = indexedValuesOf(plan.registry);
  let stopping = false;
  const session = openSession({
    url: settings.amqpUrl,
    name: `${name} consumer`,
    log,
    setup: async (generation) => {
      for (const letters of deadLettersOf(plan.routes)) {
        const onMessage = (message: Delivered) => {
          if (!stopping) inFlight.add(record({ sql, bodies, valuesOf, log }, letters, message));
        };
        await consume(generation, { queue: letters.queue, prefetch, onMessage });
      }
    },
  });
  await session.ready(readyTimeoutMs);
  return {
    async stop() {
      stopping = true;
      await inFlight.settled(drainMs);
      await session.close();
      await close();
    },
  };
}

type DeadLetters = {
  readonly queue: string;
  /** The route, or the lane group, that they are of. */
  readonly name: string;
  /** The routes that such a message may be for. */
  readonly routes: readonly DeadRoute[];
};

type DeadRoute = { readonly name: string; readonly laned: boolean };

/** The queues that a recorder drains. */
export const deadQueuesOf = (routes: readonly Route[]): readonly string[] =>
  deadLettersOf(routes).map(({ queue }) => queue);

/** The dead-letter queues: one of each route, and one of each lane group. */
function deadLettersOf(routes: readonly Route[]): readonly DeadLetters[] {
  const own = [intakeRoute, ...routes.map(({ name }) => name)].map((name) => ({
    queue: deadQueue(name),
    name,
    routes: [{ name, laned: false }],
  }));
  const ofGroups = laneGroupsOf(routes).map((group) => ({
    queue: laneDeadQueue(group.name),
    name: group.name,
    routes: group.routes.map(({ name }) => ({ name, laned: true })),
  }));
  return [...own, ...ofGroups];
}

type Recording = {
  readonly sql: Database["sql"];
  readonly bodies: Bodies;
  readonly valuesOf: IndexedValuesOf;
  readonly log: Logger;
};

async function record(
  { sql, bodies, valuesOf, log }: Recording,
  { name, routes }: Omit<DeadLetters, "queue">,
  message: Delivered,
): Promise<void> {
  const token = tokenOf(message);
  const { contentType = "application/octet-stream", body } = message;
  const keep = async () => {
    if (!token) return recordForeign(sql, bodies, name, { contentType, body });
    const decided = routes.filter((route) => routes.length === 1 || token.routes.includes(route.name));
    // What is too long to travel is found by nothing: as many as are in flight here would not fit into the memory.
    const opened = token.stored ? token : await loaded(token, bodies);
    for (const route of decided) await recordDeadLetter(sql, route, token, () => valuesOf(opened));
  };
  try {
    await persist("recording a dead letter", keep, { log, signal: message.ended });
  } catch (error) {
    // Not acked: the broker keeps it, and delivers it again when this channel has ended.
    if (error instanceof Unstorable)
      log.error(
        { route: name, messageId: message.id, reason: error.message },
        "dead letter cannot be recorded",
      );
    return;
  }
  message.ack();
  log.error({ route: name, messageId: message.id }, "dead letter of the broker recorded");
}
