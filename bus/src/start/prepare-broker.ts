import { loaded, type Bodies } from "../bodies/bodies.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import { operationsByRoute, routedTypes } from "../config/routed-types.ts";
import { laneOf as laneOfOperation } from "../delivery/lane-key.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { openDatabase, type Database } from "../postgres/connect.ts";
import { postgresTopologyStore } from "../postgres/topology-store.ts";
import { databaseUnreachable } from "../postgres/unreachable.ts";
import type { Inspected } from "../rabbitmq/inspect.ts";
import type { MasterKeys } from "../sealing/master-keys.ts";
import { topologyOf } from "../rabbitmq/topology.ts";
import { withConnection } from "../rabbitmq/with-connection.ts";
import { applyTopology } from "../topology/apply.ts";
import { lookAt } from "../topology/look.ts";
import type { LaneOf, TopologyStore } from "../topology/store.ts";

type Servers = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly masterKeys: MasterKeys | undefined;
};

/**
 * Declares exchanges, queues and bindings on the broker, and notes them in the database.
 * @throws where that would lose messages or their order, or where a server cannot be used; each time with the next step
 */
export function prepareBroker(
  { amqpUrl, databaseUrl, masterKeys }: Servers,
  config: SpindleConfig,
  { migrate = false }: { readonly migrate?: boolean } = {},
): Promise<readonly Inspected[]> {
  const operations = operationsByRoute(config);
  const open = (sql: Database["sql"]) => postgresBodies(sql, config.largeMessages?.store, masterKeys);
  return withStore(databaseUrl, open, (store, bodies) => {
    const laneOf: LaneOf = async (route, token) => {
      const operation = operations.get(route);
      return operation ? laneOfOperation(await loaded(token, bodies), { operation }) : token.envelope.id;
    };
    return applyTopology(amqpUrl, routedTypes(config), { store, migrate, laneOf });
  });
}

/** Compares the broker with what is declared; without a usable database, not with what was declared once. */
export async function inspectBroker(
  { amqpUrl, databaseUrl }: Pick<Servers, "amqpUrl"> & { readonly databaseUrl?: string | undefined },
  config: SpindleConfig,
  onForgotten: (reason: unknown) => void = () => {},
): Promise<readonly Inspected[]> {
  const recalled =
    databaseUrl === undefined ? [] : withStore(databaseUrl, postgresBodies, (store) => store.remembered());
  const remembered = await Promise.resolve(recalled).catch((reason: unknown) => {
    onForgotten(reason);
    return [];
  });
  return withConnection({ url: amqpUrl, name: "spindle topology plan" }, (connection) =>
    lookAt(connection, topologyOf(routedTypes(config)), remembered),
  );
}

async function withStore<Result>(
  databaseUrl: string,
  open: (sql: Database["sql"]) => Bodies,
  use: (store: TopologyStore, bodies: Bodies) => Promise<Result>,
): Promise<Result> {
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 2, name: "spindle topology" });
  try {
    const bodies = open(sql);
    return await use(postgresTopologyStore(sql, bodies), bodies);
  } catch (cause) {
    throw isWithoutSchema(cause) ? databaseUnreachable(databaseUrl, noSchema) : cause;
  } finally {
    await close();
  }
}

const noSchema = new Error(`it has not this version's schema; run "spindle migrate" first`);

/** 42P01: undefined_table (PostgreSQL, appendix A). */
const isWithoutSchema = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "42P01";
