import { plannedTypes } from "../config/routed-types.ts";
import { freshFor } from "../fresh-for.ts";
import type { Database } from "../postgres/connect.ts";
import { unlessApplied } from "../postgres/topology-store.ts";
import { openOnlooker } from "../rabbitmq/onlooker.ts";
import { openChannel } from "../rabbitmq/open-channel.ts";
import { lookAtQueue } from "../rabbitmq/queue-look.ts";
import { topologyOf } from "../rabbitmq/topology.ts";
import { serverVersion, type BrokerConnection } from "../rabbitmq/with-connection.ts";
import type { Route } from "../route.ts";
import { lookAt } from "../topology/look.ts";
import { queueRole } from "../topology/queue-roles.ts";
import type { Broker, QueueRole, QueueView } from "./broker.ts";

/** Many consoles cost the broker what one does. */
const countedForMs = 2_000;
/** A comparison asks three things about each queue, and what it finds changes when somebody applies a topology. */
const comparedForMs = 10_000;
/** Below what a transaction may be idle for, and what else waits for it. */
const compareWithinMs = 15_000;

type Given = {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly routes: readonly Route[];
  readonly database: Pick<Database, "sql">;
};

/** A broker that operators look at. No connection is made before somebody asks, and a broken one is made again then. */
export function openBroker({ url, name, routes, database: { sql } }: Given): Broker & {
  readonly close: () => Promise<void>;
} {
  const onlooker = openOnlooker({ url, name });
  const topology = topologyOf(plannedTypes(routes));
  const roles = topology.queues.flatMap((queue) => queueRole(queue.name) ?? []);
  const at = () => new Date().toISOString();
  return {
    version: freshFor(countedForMs, () => onlooker.look(versionNow)),
    queues: freshFor(countedForMs, () =>
      onlooker.look(async (connection) => ({ queues: await countAll(connection, roles), at: at() })),
    ),
    compare: freshFor(comparedForMs, async () => {
      const found = await unlessApplied(sql, (remembered) =>
        onlooker.look((connection) => lookAt(connection, topology, remembered), compareWithinMs),
      );
      return found && { found, at: at() };
    }),
    close: () => onlooker.close(),
  };
}

/** The version was told at the beginning of the connection, so something has to be asked. */
async function versionNow(connection: BrokerConnection): Promise<string> {
  const channel = await openChannel(connection);
  await channel.close();
  return serverVersion(connection);
}

/** One after the other: a connection has room for so many channels only. */
async function countAll(
  connection: BrokerConnection,
  roles: readonly QueueRole[],
): Promise<readonly QueueView[]> {
  const views: QueueView[] = [];
  for (const role of roles) views.push({ ...role, ...(await lookAtQueue(connection, role.name)) });
  return views;
}
