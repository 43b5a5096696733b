import type { SpindleConfig } from "../config/define-config.ts";
import { messageOf } from "../command/failure.ts";
import { inspectDatabase, type DatabaseReport } from "../postgres/inspect.ts";
import { shownDatabase } from "../postgres/unreachable.ts";
import type { Inspected } from "../rabbitmq/inspect.ts";
import { withoutCredentials } from "../rabbitmq/broker-url.ts";
import { serverVersion, withConnection } from "../rabbitmq/with-connection.ts";
import { inspectBroker } from "../start/prepare-broker.ts";
import { failed, noted, ok, type Finding } from "./check.ts";

/** Whether the broker can be used, and has the queues that the routes need. */
export async function checkBroker(
  {
    amqpUrl,
    databaseUrl,
  }: { readonly amqpUrl?: string | undefined; readonly databaseUrl?: string | undefined },
  config: SpindleConfig | undefined,
): Promise<readonly Finding[]> {
  if (amqpUrl === undefined) {
    return [
      failed("broker", "SPINDLE_AMQP_URL is not set", `Set it, or run "npm start", which brings a RabbitMQ.`),
    ];
  }
  try {
    const version = await withConnection({ url: amqpUrl, name: "spindle doctor" }, async (connection) =>
      serverVersion(connection),
    );
    return [
      ok("broker", `RabbitMQ ${version} at ${withoutCredentials(amqpUrl)}`),
      ...(config ? queueFindings(await inspectBroker({ amqpUrl, databaseUrl }, config)) : []),
    ];
  } catch (error) {
    const reason = messageOf(error instanceof Error ? (error.cause ?? error) : error);
    return [
      failed(
        "broker",
        `RabbitMQ at ${withoutCredentials(amqpUrl)}: ${reason}`,
        "Start it, or correct SPINDLE_AMQP_URL (host, port, user, vhost).",
      ),
    ];
  }
}

function queueFindings(inspected: readonly Inspected[]): readonly Finding[] {
  const unwanted = inspected.filter(({ state }) => state === "unwanted");
  const declared = queueFinding(inspected.filter(({ state }) => state !== "unwanted"));
  if (unwanted.length === 0) return [declared];
  const names = unwanted.map(({ name }) => name).join(", ");
  const next = `They go on collecting messages. "spindle topology apply --migrate" gives these a place and removes them.`;
  return [declared, noted("queues", `not in the configuration any more: ${names}`, next)];
}

function queueFinding(inspected: readonly Inspected[]): Finding {
  const missing = inspected.filter(({ state }) => state === "missing");
  const differing = inspected.filter(({ state }) => state === "differs" || state === "moving");
  const names = (of: readonly Inspected[]) => of.map(({ name }) => name).join(", ");
  if (differing.length > 0) {
    return failed(
      "queues",
      `not as declared: ${names(differing)}`,
      `"spindle topology plan" shows the difference.`,
    );
  }
  if (missing.length > 0)
    return failed("queues", `missing: ${names(missing)}`, `Run "spindle topology apply".`);
  return ok("queues", `all ${inspected.length} exchanges and queues stand`);
}

const clockToleranceMs = 2_000;

/** Whether the database can be used, has this version's schema, and agrees on the time. */
export async function checkDatabase(databaseUrl: string | undefined): Promise<readonly Finding[]> {
  if (databaseUrl === undefined) {
    return [
      failed(
        "database",
        "SPINDLE_DATABASE_URL is not set",
        `Set it, or run "npm start", which brings a PostgreSQL.`,
      ),
    ];
  }
  try {
    const report = await inspectDatabase(databaseUrl);
    const where = ok("database", `PostgreSQL ${report.version} at ${shownDatabase(databaseUrl)}`);
    return [where, schemaFinding(report), replicationFinding(report), clockFinding(report)];
  } catch (cause) {
    const detail = `PostgreSQL at ${shownDatabase(databaseUrl)}: ${messageOf(cause)}`;
    return [
      failed("database", detail, "Start it, or correct SPINDLE_DATABASE_URL (host, port, user, database)."),
    ];
  }
}

function schemaFinding({ migrations: { applied, known } }: DatabaseReport): Finding {
  if (applied === known) return ok("schema", `${applied} of ${known} migrations applied`);
  return applied < known
    ? failed("schema", `${applied} of ${known} migrations applied`, `Run "spindle migrate".`)
    : failed(
        "schema",
        `${applied} migrations applied, this version knows ${known}`,
        "Run the newer version of Spindle.",
      );
}

function replicationFinding({ synchronous }: DatabaseReport): Finding {
  return synchronous
    ? ok("replication", "commits wait for a second server")
    : noted(
        "replication",
        "commits do not wait for a second server",
        "In production set synchronous_standby_names: otherwise a failover can lose what was confirmed.",
      );
}

function clockFinding({ clockAheadMs }: DatabaseReport): Finding {
  const seconds = (clockAheadMs / 1_000).toFixed(1);
  return Math.abs(clockAheadMs) <= clockToleranceMs
    ? ok("clock", "this machine and the database agree")
    : failed(
        "clock",
        `the database's clock is ${seconds} s ahead of this machine's`,
        "Synchronise both with NTP.",
      );
}
