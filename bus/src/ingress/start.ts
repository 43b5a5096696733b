import { limitsFor } from "@spindlebus/contracts";
import { messagePublisher } from "../intake/message-publisher.ts";
import { openIntake } from "../intake/intake.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { openDatabase, type Database } from "../postgres/connect.ts";
import { postgresIntakeFailures } from "../postgres/intake-failures.ts";
import { postgresIntakeStore } from "../postgres/intake-store.ts";
import { postgresReceipts } from "../postgres/receipts.ts";
import { retakeDue } from "../postgres/retake-due.ts";
import { findToken } from "../postgres/tokens.ts";
import { openPublisher } from "../rabbitmq/publisher.ts";
import type { RoleContext, RunningRole } from "../role.ts";
import { openInFlight } from "../roles/in-flight.ts";
import { repeat } from "../roles/repeat.ts";
import { openAmqpIntake } from "./amqp-intake.ts";
import { createIngressApp } from "./app.ts";
import { oidcTokens } from "./oidc/oidc-tokens.ts";
import { retake } from "./retake.ts";
import { serve } from "../http/serve.ts";

const readyTimeoutMs = 30_000;
/** How soon a replayed failure of the way in is taken again; a look at an index. */
const retakesEveryMs = 500;
/** With the closing after it within `stopWithinMs`, also where broker or database do not answer. */
const drainMs = 8_000;
/** Behind the answers, so that a restart does not publish again what the broker has. */
const confirmsMs = 1_000;

/** The ingress at work, and where it listens (port 0 in the settings takes a free one). */
export type RunningIngress = RunningRole & { readonly port: number };

/**
 * Starts the public ways in: HTTP and the AMQP intake queue. It listens at once, and answers 503 until broker and
 * database are there.
 * @throws Error where the port is taken, or the broker is not usable in time
 */
export async function startIngress({ settings, plan, log, name }: RoleContext): Promise<RunningIngress> {
  const { registry, routesFor, routing, connections } = plan;
  const database = openDatabase({ url: settings.databaseUrl, name });
  const publisher = openPublisher({ url: settings.amqpUrl, name: `${name} publisher`, log });
  const limits = limitsFor(plan.largeMessages.maxBytes);
  const store = postgresIntakeStore(database.sql, plan.noticesFor);
  const bodies = postgresBodies(database.sql, plan.largeMessages.store, settings.masterKeys);
  const intake = openIntake({ registry, routing, store, bodies, publish: messagePublisher(publisher) });
  const failures = postgresIntakeFailures(database.sql, bodies, plan.noticesFor);
  const amqp = openAmqpIntake({
    url: settings.amqpUrl,
    name: `${name} consumer`,
    log,
    registry,
    intake,
    failures,
    limits,
  });
  const retakes = repeat("retakes", retakesEveryMs, log, () =>
    publisher.connected
      ? retakeDue(database.sql, name, {
          take: (failure) => retake(failure, { intake, registry, connections, limits }),
          bodies,
        })
      : Promise.resolve(0),
  );
  const closing = new AbortController();
  const ports = {
    intake,
    registry,
    routesFor,
    connections,
    receipts: postgresReceipts(database.sql),
    tokens: oidcTokens(plan.ingress.oidc, {
      clock: Date,
      log,
      others: { find: (token) => findToken(database.sql, token) },
    }),
    failures,
    health: async () => ({ database: await answers(database), broker: publisher.connected }),
    clock: Date,
    log,
    limits,
    closing: closing.signal,
  };
  const app = createIngressApp(ports, { rate: plan.ingress.rate });
  /** Take no more, by either way → finish what was taken → close what it needed. */
  const stop = async () => {
    closing.abort();
    const work = openInFlight();
    work.add(retakes());
    await Promise.all([server.stop(drainMs), amqp.stop(), work.settled(drainMs)]);
    const confirms = openInFlight();
    confirms.add(intake.confirmsWritten());
    await confirms.settled(confirmsMs);
    await Promise.all([publisher.close(), database.close()]);
  };
  const server = await serve(app.fetch, {
    name: "ingress",
    setting: "SPINDLE_INGRESS_PORT",
    host: settings.host,
    port: settings.ingressPort,
  }).catch(async (error: unknown) => {
    await Promise.all([amqp.stop(), retakes(), publisher.close(), database.close()]);
    throw error;
  });
  try {
    await Promise.all([publisher.ready(readyTimeoutMs), amqp.ready(readyTimeoutMs)]);
    return { port: server.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const patienceMs = 2_000;

async function answers({ sql }: Database): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), patienceMs);
  const asked = sql`SELECT 1`.then(
    () => true,
    () => false,
  );
  const answered = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return answered;
}
