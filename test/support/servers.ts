import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { readRecord } from "../../tools/servers/record.ts";
import type { ServersRecord } from "../../tools/servers/record.ts";
import { onServer, withPath } from "./on-server.ts";
import { addVhosts, deleteVhosts } from "./vhosts.ts";

/** What this file has made. */
const made = { vhosts: [] as string[], databases: [] as string[] };

// At import, hence in the test file's own scope: Vitest drops an `afterAll` that is called from a `beforeAll`, where
// most callers are. Registered first, it runs last, when the file has closed its connections.
afterAll(async () => {
  const [vhosts, databases] = [made.vhosts.splice(0), made.databases.splice(0)];
  const drops = databases.map((name) => `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await Promise.all([
    vhosts.length > 0 && deleteVhosts(servers().rabbitmq, vhosts),
    drops.length > 0 && onServer(servers().postgres.url, ...drops),
  ]);
});

/** The servers of this test run as they are now: URLs, and the pids to kill (missing while a server is down). */
export function servers(): ServersRecord {
  const { dataDir, atStart } = inject("servers");
  return readRecord(dataDir) ?? atStart;
}

/** An empty RabbitMQ vhost for this test file, deleted after its last test; answers its AMQP URL. */
export async function freshVhost(): Promise<string> {
  const { rabbitmq } = servers();
  const name = freshName();
  made.vhosts.push(name);
  await addVhosts(rabbitmq, [name]);
  return withPath(rabbitmq.url, name);
}

/** An empty PostgreSQL database for this test file, dropped after its last test; answers its URL. */
export const freshDatabase = (): Promise<string> => makeDatabase("template1");

/** The same with this version's schema. */
export const migratedDatabase = (): Promise<string> => makeDatabase(inject("schemaTemplate"));

async function makeDatabase(template: string): Promise<string> {
  const { postgres: server } = servers();
  const name = freshName();
  made.databases.push(name);
  await onServer(server.url, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  return withPath(server.url, name);
}

const freshName = () => `test-${randomBytes(6).toString("hex")}`;
