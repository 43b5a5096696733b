import { setTimeout as sleep } from "node:timers/promises";
import type { Token } from "../delivery/token.ts";
import { declareTopology } from "../rabbitmq/declare.ts";
import { holdQueue } from "../rabbitmq/hold-queue.ts";
import type { Inspected } from "../rabbitmq/inspect.ts";
import { laneQueue, ownerOf } from "../rabbitmq/names.ts";
import { openChannel } from "../rabbitmq/open-channel.ts";
import { replaceQueues, type ReplacementStep } from "../rabbitmq/replace-queue.ts";
import type { RetirementStep } from "../rabbitmq/retire-queue.ts";
import { topologyOf, type RoutedType, type Topology } from "../rabbitmq/topology.ts";
import { withConnection, type BrokerConnection } from "../rabbitmq/with-connection.ts";
import { bindingsOf, entriesOf, withFormerBindings, without } from "./bindings.ts";
import { homesFor } from "./homes.ts";
import { lookAt } from "./look.ts";
import { refuseWhatWouldLose } from "./refuse.ts";
import { retireUnwanted } from "./retire.ts";
import { forgetfulStore, type LaneOf, type Remembered, type TopologyStore } from "./store.ts";

export type Applying = {
  readonly store?: TopologyStore;
  /** Replaces queues that differ and removes what is unwanted, message by message; without it both are left alone. */
  readonly migrate?: boolean;
  /** The lane of a token on a laned route. */
  readonly laneOf?: LaneOf;
  /** Waits until a broker that is killed would still know what was declared before. */
  readonly settle?: () => Promise<void>;
  /** Is told of each step of a migration; a test kills here. */
  readonly reached?: (step: ReplacementStep | RetirementStep, queue: string) => void;
};

/** RabbitMQ 3.10 writes the names of quorum queues three seconds late: one that is killed before has lost the queue. */
const afterSync = () => sleep(4_000);

const ownLane: LaneOf = async (_route: string, { envelope }: Token) => envelope.id;

/**
 * Declares exchanges, queues and bindings, after a look at what is there: where that would lose messages or their order,
 * nothing is changed at all. Gives what was found.
 * @throws Error that names each such place, why, and the next step
 */
export function applyTopology(
  amqpUrl: string,
  routes: readonly RoutedType[],
  {
    store = forgetfulStore,
    migrate = false,
    laneOf = ownLane,
    settle = afterSync,
    reached = () => {},
  }: Applying = {},
): Promise<readonly Inspected[]> {
  const topology = topologyOf(routes);
  return store.alone(() =>
    withConnection({ url: amqpUrl, name: "spindle topology" }, async (connection) => {
      const remembered = await store.remembered();
      const found = await lookAt(connection, topology, remembered);
      refuseWhatWouldLose(found, routes, migrate);
      // Noted before it is declared: what was declared and is not noted would never be found again.
      const noted = withFormerBindings(topology, remembered);
      await store.remember(noted);
      const homes = (queue: string) => homesFor(queue, { routes, store, laneOf });
      const change = { topology, routes, remembered, noted, found, store, homesFor: homes, settle, reached };
      if (migrate) await migrateTo(connection, change);
      else await declare(connection, topology, noted);
      await store.remember(entriesOf(topology));
      return found;
    }),
  );
}

type Change = Required<Pick<Applying, "reached" | "settle" | "store">> & {
  readonly topology: Topology;
  readonly routes: readonly RoutedType[];
  readonly remembered: readonly Remembered[];
  /** What is to be declared, with every binding that it may have. */
  readonly noted: readonly Remembered[];
  readonly found: readonly Inspected[];
  readonly homesFor: (queue: string) => ReturnType<typeof homesFor>;
};

async function migrateTo(connection: BrokerConnection, change: Change): Promise<void> {
  const { topology, routes, noted, found, store } = change;
  const letGo = await holdReceivingLanes(connection, change);
  // What goes elsewhere needs a place to go to, so all else is there first.
  const replaced = new Set(found.filter(isReplaced).map(({ name }) => name));
  const queues = topology.queues.filter(({ name }) => !replaced.has(name));
  await declare(connection, { ...topology, queues }, noted);
  await replaceQueues(connection, replacementsOf(change), change.settle);
  await retireUnwanted(connection, change);
  await store.rehomePlaces(routes);
  for (const release of letGo) await release();
}

const isReplaced = ({ state }: Inspected): boolean => state === "differs" || state === "moving";

/** What is replaced, and how; what belongs into lanes gets its places. */
const replacementsOf = ({ topology, noted, found, homesFor: homes, reached }: Change) =>
  found.filter(isReplaced).flatMap(({ name, difference }) => {
    const queue = topology.queues.find((each) => each.name === name);
    if (!queue) return [];
    const { kind, part } = ownerOf(name) ?? {};
    return {
      queue,
      formerBindings: bindingsOf(noted, name),
      differs: difference !== undefined,
      rehome: kind === "lane" && part === "work" ? homes(name) : undefined,
      reached: (step: ReplacementStep) => reached(step, name),
    };
  });

/**
 * Lanes that get deliveries from elsewhere are kept from their workers until these have their places. Their queues are
 * held before they are bound.
 */
async function holdReceivingLanes(connection: BrokerConnection, { topology, routes, found }: Change) {
  const former = found.filter(({ state }) => state === "unwanted").map(({ name }) => ownerOf(name));
  const receives = ({ route }: RoutedType) =>
    former.some(
      (owner) =>
        owner?.name === route || (owner?.kind === "lane" && route.startsWith(`${owner.connection}.`)),
    );
  const groups = routes.filter(receives).flatMap(({ laneGroup }) => laneGroup ?? []);
  const queues = topology.queues.filter(({ name }) => groups.some((group) => laneQueue(group) === name));
  const channel = await openChannel(connection);
  await declareTopology(channel, {
    exchanges: topology.exchanges,
    queues: queues.map((queue) => ({ ...queue, bindings: [] })),
  });
  await channel.close();
  const letGo: (() => Promise<void>)[] = [];
  for (const { name } of queues) letGo.push(await holdQueue(connection, name));
  return letGo;
}

/** Declares everything, and unbinds what is bound otherwise than declared. */
async function declare(
  connection: BrokerConnection,
  topology: Topology,
  noted: readonly Remembered[],
): Promise<void> {
  const channel = await openChannel(connection);
  await declareTopology(channel, topology);
  for (const { name, bindings } of topology.queues)
    for (const { exchange, key } of without(bindingsOf(noted, name), bindings))
      await channel.unbindQueue(name, exchange, key);
  await channel.close();
}
