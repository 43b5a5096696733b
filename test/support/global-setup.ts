import { resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { testPostgres } from "../../tools/run-tests.ts";
import { buildConsole } from "../../tools/console-build.ts";
import { sayToTerminal } from "../../tools/say.ts";
import { acquireServers, runningServers } from "../../tools/servers/acquire.ts";
import type { ServersRecord } from "../../tools/servers/record.ts";
import { makeSchemaTemplate } from "./schema-template.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The servers as they were when the run began, and where `servers.json` says how they are now. */
    servers: { readonly dataDir: string; readonly atStart: ServersRecord };
    /** The name of a database that has the schema. */
    schemaTemplate: string;
  }
}

/**
 * The console's files, and servers for the run: those of `npm test` (or of whoever holds the data dir), else its own, which end with it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = resolve(process.env["SPINDLE_TEST_DATA_DIR"] ?? ".spindle-test");
  // The product, which tests start, does not know this variable and would refuse it.
  delete process.env["SPINDLE_TEST_DATA_DIR"];
  await buildConsole({ say: sayToTerminal });
  const running = runningServers(dataDir);
  if (running) return provide(project, dataDir, running);
  const servers = await acquireServers({ dataDir, say: sayToTerminal, postgresSettings: testPostgres });
  const leave = await provide(project, dataDir, servers);
  return async () => {
    await leave();
    await servers.release();
  };
}

/** Tells the test files; gives what removes what it made. */
async function provide(project: TestProject, dataDir: string, { rabbitmq, postgres }: ServersRecord) {
  process.env["SPINDLE_AMQP_URL"] = rabbitmq.url;
  process.env["SPINDLE_DATABASE_URL"] = postgres.url;
  project.provide("servers", { dataDir, atStart: { rabbitmq, postgres } });
  const { name, drop } = await makeSchemaTemplate(postgres.url);
  project.provide("schemaTemplate", name);
  return drop;
}
