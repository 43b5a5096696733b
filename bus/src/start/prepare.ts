import { migrate } from "../postgres/migrate.ts";
import { databaseUnreachable } from "../postgres/unreachable.ts";
import { declareTopology } from "../rabbitmq/declare.ts";
import { inspectTopology, type Inspected } from "../rabbitmq/inspect.ts";
import { topologyOf, type RoutedType } from "../rabbitmq/topology.ts";
import { withConnection } from "../rabbitmq/with-connection.ts";

/** Brings the database to this version's schema. @throws with its address and the next step where it cannot be used */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  try {
    await migrate(databaseUrl);
  } catch (cause) {
    throw databaseUnreachable(databaseUrl, cause);
  }
}

/**
 * Declares exchanges, queues and bindings, after a look at what is there: where a queue is another than declared nothing
 * is changed at all.
 * @throws Error that names each such queue, the difference and the next step
 */
export async function applyTopology(
  amqpUrl: string,
  routes: readonly RoutedType[],
): Promise<readonly Inspected[]> {
  return withConnection({ url: amqpUrl, name: "spindle topology" }, async (connection) => {
    const topology = topologyOf(routes);
    const found = await inspectTopology(connection, topology);
    const conflicts = found.filter(({ state }) => state === "differs");
    if (conflicts.length > 0) throw new Error(conflictText(conflicts));
    const channel = await connection.createChannel();
    channel.on("error", () => undefined); // it also rejects the declaration
    await declareTopology(channel, topology);
    await channel.close();
    return found;
  });
}

function conflictText(conflicts: readonly Inspected[]): string {
  const lines = conflicts.map(({ kind, name, difference, messages }) => {
    const waiting = messages === undefined ? "" : ` (${messages} messages wait in it)`;
    return `  - ${kind} ${name}${waiting}: ${difference ?? "it differs"}`;
  });
  return [
    "The topology was not applied: RabbitMQ cannot change what exists, and deleting it could lose messages.",
    ...lines,
    `For each: stop its publishers, let the workers empty it, delete it ("rabbitmqctl delete_queue NAME"), then run "spindle topology apply" again.`,
  ].join("\n");
}
