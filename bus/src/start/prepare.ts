import { openDatabase } from "../postgres/connect.ts";
import { migrate } from "../postgres/migrate.ts";
import { postgresTopologyStore } from "../postgres/topology-store.ts";
import { databaseUnreachable } from "../postgres/unreachable.ts";
import { inspectTopology, type Inspected } from "../rabbitmq/inspect.ts";
import { topologyOf, type RoutedType } from "../rabbitmq/topology.ts";
import { withConnection } from "../rabbitmq/with-connection.ts";
import { applyTopology, type Applying } from "../topology/apply.ts";
import type { TopologyStore } from "../topology/store.ts";

/** Brings the database to this version's schema. @throws with its address and the next step where it cannot be used */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  try {
    await migrate(databaseUrl);
  } catch (cause) {
    throw databaseUnreachable(databaseUrl, cause);
  }
}

type Servers = { readonly amqpUrl: string; readonly databaseUrl: string };

/**
 * Declares exchanges, queues and bindings on the broker, and notes them in the database.
 * @throws where that would lose messages or their order, or where a server cannot be used; each time with the next step
 */
export function prepareBroker(
  { amqpUrl, databaseUrl }: Servers,
  routes: readonly RoutedType[],
  applying: Omit<Applying, "store"> = {},
): Promise<readonly Inspected[]> {
  return withStore(databaseUrl, (store) => applyTopology(amqpUrl, routes, { ...applying, store }));
}

/** Compares the broker with what is declared; without a usable database, not with what was declared once. */
export async function inspectBroker(
  { amqpUrl, databaseUrl }: Servers,
  routes: readonly RoutedType[],
  onForgotten: (reason: unknown) => void,
): Promise<readonly Inspected[]> {
  const remembered = await withStore(databaseUrl, (store) => store.remembered()).catch((reason: unknown) => {
    onForgotten(reason);
    return [];
  });
  return withConnection({ url: amqpUrl, name: "spindle topology plan" }, (connection) =>
    inspectTopology(connection, topologyOf(routes), remembered),
  );
}

async function withStore<Result>(
  databaseUrl: string,
  use: (store: TopologyStore) => Promise<Result>,
): Promise<Result> {
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 2, name: "spindle topology" });
  try {
    return await use(postgresTopologyStore(sql));
  } finally {
    await close();
  }
}
