import type { Logger } from "pino";
import { persist } from "../persist.ts";
import { type Database, openDatabase } from "../postgres/connect.ts";
import { recordDeadLetter, recordForeign } from "../postgres/record-dead-letter.ts";
import { consume, type Delivered } from "../rabbitmq/consumer.ts";
import { deadQueue } from "../rabbitmq/names.ts";
import { openSession } from "../rabbitmq/session.ts";
import type { RoleContext, RunningRole } from "../role.ts";
import { intakeRoute } from "../route.ts";
import { openInFlight } from "./in-flight.ts";
import { tokenOf } from "./token-of.ts";

const readyTimeoutMs = 30_000;
const drainMs = 10_000;
const prefetch = 50;

/** Drains the broker's dead-letter queues into the ledger, and acks after the commit. */
export async function startRecorder({ settings, plan, log, name }: RoleContext): Promise<RunningRole> {
  const { sql, close } = openDatabase({ url: settings.databaseUrl, connections: 2, name });
  const inFlight = openInFlight();
  let stopping = false;
  const session = openSession({
    url: settings.amqpUrl,
    name: `${name} consumer`,
    log,
    setup: async (generation) => {
      for (const route of [intakeRoute, ...plan.routes.map((each) => each.name)]) {
        const onMessage = (message: Delivered) => {
          if (!stopping) inFlight.add(record(sql, route, message, log));
        };
        await consume(generation, { queue: deadQueue(route), prefetch, onMessage });
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

async function record(sql: Database["sql"], route: string, message: Delivered, log: Logger): Promise<void> {
  const token = tokenOf(message);
  const { contentType = "application/octet-stream", body } = message;
  const keep = () =>
    token ? recordDeadLetter(sql, route, token) : recordForeign(sql, route, { contentType, body });
  try {
    await persist("recording a dead letter", keep, { log, signal: message.ended });
  } catch {
    // Only the end of its channel ends the tries; the broker delivers it again.
    return;
  }
  message.ack();
  log.error({ route, messageId: message.id }, "dead letter of the broker recorded");
}
