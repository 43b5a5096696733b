import type { Binding, Topology } from "../rabbitmq/topology.ts";
import type { Remembered } from "./store.ts";

/** A topology as it is remembered. */
export const entriesOf = ({ exchanges, queues }: Topology): readonly Remembered[] => [
  ...exchanges.map(({ name }) => ({ kind: "exchange" as const, name, bindings: [] })),
  ...queues.map(({ name, bindings }) => ({ kind: "queue" as const, name, bindings })),
];

/** A topology with the bindings that its queues may still have from before. */
export const withFormerBindings = (
  topology: Topology,
  remembered: readonly Remembered[],
): readonly Remembered[] =>
  entriesOf(topology).map((entry) => ({
    ...entry,
    bindings: [...entry.bindings, ...without(bindingsOf(remembered, entry.name), entry.bindings)],
  }));

/** The bindings that are noted for a queue. */
export const bindingsOf = (entries: readonly Remembered[], queue: string): readonly Binding[] =>
  entries.find(({ kind, name }) => kind === "queue" && name === queue)?.bindings ?? [];

/** The bindings that are not among the others. */
export const without = (bindings: readonly Binding[], others: readonly Binding[]): readonly Binding[] =>
  bindings.filter(
    ({ exchange, key }) => !others.some((other) => other.exchange === exchange && other.key === key),
  );
