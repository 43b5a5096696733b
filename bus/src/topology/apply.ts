import { declareTopology } from "../rabbitmq/declare.ts";
import { inspectTopology, type Inspected } from "../rabbitmq/inspect.ts";
import { openChannel } from "../rabbitmq/open-channel.ts";
import { replaceQueue, type ReplacementStep } from "../rabbitmq/replace-queue.ts";
import type { RetirementStep } from "../rabbitmq/retire-queue.ts";
import { topologyOf, type Binding, type RoutedType, type Topology } from "../rabbitmq/topology.ts";
import { withConnection, type BrokerConnection } from "../rabbitmq/with-connection.ts";
import { refuseWhatWouldLose } from "./refuse.ts";
import { retireQueues } from "./retire.ts";
import { forgetfulStore, type Remembered, type TopologyStore } from "./store.ts";

export type Applying = {
  readonly store?: TopologyStore;
  /** Replaces queues that differ and removes what is unwanted, message by message; without it both are left alone. */
  readonly migrate?: boolean;
  /** Is told of each step of a migration; a test kills here. */
  readonly reached?: (step: ReplacementStep | RetirementStep, queue: string) => void;
};

/**
 * Declares exchanges, queues and bindings, after a look at what is there: where that would lose messages or their order,
 * nothing is changed at all. Gives what was found.
 * @throws Error that names each such place, why, and the next step
 */
export function applyTopology(
  amqpUrl: string,
  routes: readonly RoutedType[],
  { store = forgetfulStore, migrate = false, reached = () => {} }: Applying = {},
): Promise<readonly Inspected[]> {
  const topology = topologyOf(routes);
  return store.alone(() =>
    withConnection({ url: amqpUrl, name: "spindle topology" }, async (connection) => {
      const remembered = await store.remembered();
      const found = await inspectTopology(connection, topology, remembered);
      refuseWhatWouldLose(found, { topology, routes, migrate });
      // Noted before it is declared: what was declared and is not noted would never be found again.
      const noted = withFormerBindings(topology, remembered);
      await store.remember(noted);
      if (migrate) await replaceQueues(connection, { topology, noted, found, reached });
      await declare(connection, topology, noted);
      if (migrate) await retireQueues(connection, { routes, remembered, found, store, reached });
      await store.remember(entriesOf(topology));
      await store.forget(gone(found, { topology, remembered, migrate }));
      return found;
    }),
  );
}

type Replacing = Required<Pick<Applying, "reached">> & {
  readonly topology: Topology;
  readonly noted: readonly Remembered[];
  readonly found: readonly Inspected[];
};

async function replaceQueues(
  connection: BrokerConnection,
  { topology, noted, found, reached }: Replacing,
): Promise<void> {
  for (const { name, state, difference } of found) {
    const queue = topology.queues.find((each) => each.name === name);
    if (!queue || (state !== "differs" && state !== "moving")) continue;
    await replaceQueue(connection, {
      queue,
      formerBindings: bindingsOf(noted, name),
      differs: difference !== undefined,
      reached: (step) => reached(step, name),
    });
  }
}

/** Declares everything, and unbinds what is bound otherwise than declared. */
async function declare(
  connection: BrokerConnection,
  topology: Topology,
  noted: readonly Remembered[],
): Promise<void> {
  const channel = await openChannel(connection);
  await declareTopology(channel, topology);
  for (const { name, bindings } of topology.queues) {
    for (const former of bindingsOf(noted, name)) {
      if (!bindings.some((binding) => same(binding, former)))
        await channel.unbindQueue(name, former.exchange, former.key);
    }
  }
  await channel.close();
}

const entriesOf = ({ exchanges, queues }: Topology): readonly Remembered[] => [
  ...exchanges.map(({ name }) => ({ kind: "exchange" as const, name, bindings: [] })),
  ...queues.map(({ name, bindings }) => ({ kind: "queue" as const, name, bindings })),
];

const withFormerBindings = (topology: Topology, remembered: readonly Remembered[]): readonly Remembered[] =>
  entriesOf(topology).map((entry) => {
    if (entry.kind === "exchange") return entry;
    const former = bindingsOf(remembered, entry.name).filter(
      (each) => !entry.bindings.some((binding) => same(binding, each)),
    );
    return { ...entry, bindings: [...entry.bindings, ...former] };
  });

const bindingsOf = (entries: readonly Remembered[], queue: string): readonly Binding[] =>
  entries.find(({ kind, name }) => kind === "queue" && name === queue)?.bindings ?? [];

const same = (one: Binding, other: Binding): boolean =>
  one.exchange === other.exchange && one.key === other.key;

type Known = {
  readonly topology: Topology;
  readonly remembered: readonly Remembered[];
  readonly migrate: boolean;
};

/** What was declared once and is not there any more. */
function gone(found: readonly Inspected[], { topology, remembered, migrate }: Known): readonly string[] {
  const kept = new Set(entriesOf(topology).map(({ name }) => name));
  if (!migrate) for (const { name } of found) kept.add(name);
  return remembered.map(({ name }) => name).filter((name) => !kept.has(name));
}
