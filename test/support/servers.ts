import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { readRecord } from "../../tools/servers/record.ts";
import type { ServersRecord } from "../../tools/servers/record.ts";
import { addVhost, deleteVhost } from "./vhosts.ts";

const cleanUps: (() => Promise<void>)[] = [];

// At import, hence in the test file's own scope: Vitest drops an `afterAll` that is called from a `beforeAll`, where
// most callers are. Registered first, it runs last, when the file has closed its connections.
afterAll(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
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
  await addVhost(rabbitmq, name);
  cleanUps.push(() => deleteVhost(servers().rabbitmq, name));
  return withPath(rabbitmq.url, name);
}

/** An empty PostgreSQL database for this test file, dropped after its last test; answers its URL. */
export async function freshDatabase(): Promise<string> {
  const { postgres: server } = servers();
  const name = freshName();
  await onServer(server.url, `CREATE DATABASE "${name}"`);
  cleanUps.push(() => onServer(server.url, `DROP DATABASE "${name}" WITH (FORCE)`));
  return withPath(server.url, name);
}

async function onServer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

const freshName = () => `test-${randomBytes(6).toString("hex")}`;

function withPath(url: string, path: string): string {
  const changed = new URL(url);
  changed.pathname = `/${path}`;
  return changed.href;
}
