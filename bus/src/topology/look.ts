import { inspectTopology, type Inspected } from "../rabbitmq/inspect.ts";
import { ownerOf } from "../rabbitmq/names.ts";
import type { Topology } from "../rabbitmq/topology.ts";
import type { BrokerConnection } from "../rabbitmq/with-connection.ts";
import { bindingsOf, without } from "./bindings.ts";
import type { Remembered } from "./store.ts";

/** Compares a topology with the broker and with what was declared once; changes nothing. */
export async function lookAt(
  connection: BrokerConnection,
  topology: Topology,
  remembered: readonly Remembered[],
): Promise<readonly Inspected[]> {
  const found = await inspectTopology(connection, topology, remembered);
  return found.map((each) =>
    each.state === "exists" ? { ...each, ...left(each.name, topology, remembered) } : each,
  );
}

/** A route that has left its lane group has messages in the group's queue, which its workers would not look for there. */
function left(
  name: string,
  { queues }: Topology,
  remembered: readonly Remembered[],
): Pick<Inspected, "state" | "difference"> | undefined {
  const owner = ownerOf(name);
  if (owner?.kind !== "lane" || owner.part !== "work") return undefined;
  const declared = queues.find((queue) => queue.name === name)?.bindings ?? [];
  const types = without(bindingsOf(remembered, name), declared).map(({ key }) => key);
  return types.length === 0
    ? undefined
    : { state: "differs", difference: `routes have left the group (${types.join(", ")})` };
}
