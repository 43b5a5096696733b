import {
  databaseIsAway,
  openBroker,
  openConnectionTests,
  openDatabase,
  openDiagnosis,
  openMetrics,
  openOperations,
  openScopedOperations,
  openTestMessages,
  type RoleContext,
  type RunningRole,
  secretOrigins,
  serve,
} from "@spindlebus/bus/engine";
import { createAdminApp } from "./app.ts";
import { environmentHere } from "./environment.ts";
import { installedHere } from "./installed.ts";
import { observeProcess } from "./metrics/process-metrics.ts";
import { requireAuthentication } from "./require-authentication.ts";
import { simulatorsHere } from "./simulators.ts";

/** With the closing after it within the role's deadline. */
const drainMs = 6_000;
const patienceMs = 2_000;

/** The admin API at work, and where it listens (port 0 in the settings takes a free one). */
export type RunningAdmin = RunningRole & { readonly port: number };

/**
 * Starts the admin API. It listens at once, and answers 503 while the database is away.
 * @throws Error where the port is taken, or it would listen beyond this machine and nobody could sign in from there
 */
export async function startAdmin({ settings, plan, log, name }: RoleContext): Promise<RunningAdmin> {
  const database = openDatabase({ url: settings.databaseUrl, name });
  const { routes, largeMessages } = plan;
  const { databaseUrl: url, masterKeys } = settings;
  const operations = openOperations(database, routes, largeMessages.store, masterKeys);
  const broker = openBroker({ url: settings.amqpUrl, name, routes, database });
  const connectionTests = openConnectionTests({ database, plan, name, log });
  const testMessages = openTestMessages({ settings, plan, database, name, log });
  const scoped = openScopedOperations({ url, name, masterKeys }, routes, largeMessages.store);
  const metrics = openMetrics({ url, name, plan, broker });
  const environment = environmentHere(plan.admin, settings);
  const app = createAdminApp({
    operations,
    operationsWithin: (connections) => scoped.of(connections),
    plan,
    broker,
    environment,
    installed: installedHere({ settings, plan }),
    diagnose: openDiagnosis({ settings, plan, broker, planState: operations.planState }),
    metrics,
    processMetrics: observeProcess(),
    simulators: simulatorsHere(settings, environment),
    connectionTests,
    testMessages,
    secretOrigin: secretOrigins(),
    log,
    health: async () => ({ database: await answersInTime(operations.ping()) }),
    isOutage: databaseIsAway,
  });
  const { host, adminPort: port } = settings;
  const listen = async () => {
    await requireAuthentication({ host, admin: plan.admin, tokens: operations.tokens });
    return serve(app.fetch, { name: "admin API", setting: "SPINDLE_ADMIN_PORT", host, port });
  };
  const server = await listen().catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  return {
    port: server.port,
    /** No more requests → finish those under way → close what they needed. */
    async stop() {
      await server.stop(drainMs);
      await Promise.all([connectionTests.close(), testMessages.settled()]);
      await Promise.all([broker.close(), testMessages.close()]);
      await Promise.all([database.close(), scoped.close(), metrics.close()]);
    },
  };
}

async function answersInTime(asked: Promise<void>): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patienceMs);
  const answered = asked.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([answered, tooLate]);
  clearTimeout(timer);
  return result;
}
