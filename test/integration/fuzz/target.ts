import { connect, type Channel } from "amqplib";
import { readFileSync } from "node:fs";
import { afterAll } from "vitest";
import { plannedTypes } from "../../../bus/src/config/routed-types.ts";
import { openDatabase, type Database } from "../../../bus/src/postgres/connect.ts";
import { migrate } from "../../../bus/src/postgres/migrate.ts";
import { createToken } from "../../../bus/src/postgres/tokens.ts";
import { startRoleProcess } from "../../../bus/src/start/role-process.ts";
import { applyTopology } from "../../../bus/src/topology/apply.ts";
import getPort from "get-port";
import { testMasterKey } from "../../support/master-key.ts";
import { freshDatabase, freshVhost } from "../../support/servers.ts";
import { fuzzedPlan, secretsInEnvironment } from "./plan.ts";

/** An ingress in a process of its own, by the real command, with the project's own configuration. */
export type Target = {
  readonly port: number;
  /** A producer's. */
  readonly token: string;
  readonly sql: Database["sql"];
  readonly channel: Channel;
  /** Memory that the process holds, in bytes. */
  readonly rss: () => number;
  /** What it said since this was last asked. */
  readonly said: () => readonly string[];
  /** Rejects where the process ended. */
  readonly stillRuns: () => Promise<void>;
};

// At import, so that it runs before the servers' own.
const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Starts it for a test file, which ends it; call it in `beforeAll`. */
export async function startTarget(): Promise<Target> {
  const [amqpUrl, databaseUrl, port] = await Promise.all([freshVhost(), freshDatabase(), getPort()]);
  await Promise.all([migrate(databaseUrl), applyTopology(amqpUrl, plannedTypes(fuzzedPlan.routes))]);
  const database = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
  const { token } = await createToken(database.sql, { name: "fuzz", roles: ["producer"] });
  const connection = await connect(amqpUrl);
  const lines: string[] = [];
  const environment = {
    PATH: process.env["PATH"],
    SPINDLE_AMQP_URL: amqpUrl,
    SPINDLE_DATABASE_URL: databaseUrl,
    SPINDLE_MASTER_KEY: testMasterKey,
    SPINDLE_INGRESS_PORT: String(port),
    SPINDLE_LOG_LEVEL: "info",
    ...secretsInEnvironment(),
  };
  const started = startRoleProcess("ingress", environment, (line) => void lines.push(line));
  closers.push(async () => {
    started.kill("SIGTERM");
    await started.exited;
    await Promise.all([connection.close(), database.close()]);
  });
  const ended = started.exited.then(({ code, signal, lastWords }) => {
    throw new Error(
      `the ingress ended with ${code ?? signal}:\n${lastWords}\n${lines.join("\n").slice(-2_000)}`,
    );
  });
  ended.catch(() => undefined); // whoever asks `stillRuns` hears of it
  await Promise.race([started.ready, ended]);
  return {
    port,
    token,
    sql: database.sql,
    channel: await connection.createChannel(),
    rss: () => rssOf(Number(started.pid)),
    said: () => lines.splice(0),
    stillRuns: () => Promise.race([ended, Promise.resolve()]),
  };
}

/** Linux counts it in kilobytes. */
const rssOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1_024;
