import { randomBytes } from "node:crypto";
import postgres from "postgres";
import type { ServersRecord } from "../../tools/servers/record.ts";
import { withPath } from "../support/on-server.ts";
import { addVhosts, deleteVhosts } from "../support/vhosts.ts";

/** Where a round of a measure happens: a vhost and a database that nobody else uses. */
export type Place = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly servers: ServersRecord;
};

/** A database that others are copied from. */
export type Template = {
  readonly name: string;
  /** Copied as files: by way of the log, millions of rows would take minutes. */
  readonly isLarge?: boolean;
};

/** Runs something in a place of its own, which is gone afterwards; the database is a copy of `template`, else empty. */
export async function inFreshPlace<T>(
  servers: ServersRecord,
  work: (place: Place) => Promise<T>,
  template?: Template,
): Promise<T> {
  const name = freshName();
  await addVhosts(servers.rabbitmq, [name]);
  try {
    return await inFreshDatabase(
      servers,
      (databaseUrl) => work({ amqpUrl: withPath(servers.rabbitmq.url, name), databaseUrl, servers }),
      template,
    );
  } finally {
    await deleteVhosts(servers.rabbitmq, [name]);
  }
}

/** Runs something with a database of its own. */
export async function inFreshDatabase<T>(
  { postgres: server }: ServersRecord,
  work: (databaseUrl: string, name: string) => Promise<T>,
  template?: Template,
): Promise<T> {
  const name = freshName();
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  const from = template === undefined ? "" : `TEMPLATE "${template.name}"`;
  await sql.unsafe(`CREATE DATABASE "${name}" ${from} ${template?.isLarge ? "STRATEGY FILE_COPY" : ""}`);
  try {
    return await work(withPath(server.url, name), name);
  } finally {
    await sql.unsafe(`DROP DATABASE "${name}" WITH (FORCE)`);
    await sql.end();
  }
}

const freshName = () => `bench-${randomBytes(4).toString("hex")}`;
