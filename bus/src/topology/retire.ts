import type { Inspected } from "../rabbitmq/inspect.ts";
import { ownerOf, siblingQueue } from "../rabbitmq/names.ts";
import type { Rehome } from "../rabbitmq/rehome.ts";
import { removeExchange } from "../rabbitmq/remove-exchange.ts";
import { retireQueue, type RetirementStep } from "../rabbitmq/retire-queue.ts";
import type { BrokerConnection } from "../rabbitmq/with-connection.ts";
import type { Remembered } from "./store.ts";

type Retiring = {
  readonly remembered: readonly Remembered[];
  readonly found: readonly Inspected[];
  readonly homesFor: (queue: string) => Rehome;
  readonly reached: (step: RetirementStep, queue: string) => void;
};

/** Removes what was declared once and is no more; what waits there goes to where its route is at home now. */
export async function retireUnwanted(
  connection: BrokerConnection,
  { found, remembered, homesFor, reached }: Retiring,
): Promise<void> {
  const unwanted = found.filter(({ state }) => state === "unwanted");
  // A queue before the one that its dead letters go to.
  const queues = unwanted.filter(({ kind }) => kind === "queue").toSorted((a, b) => rank(a) - rank(b));
  for (const { name } of queues) {
    const bindings = remembered.find((each) => each.kind === "queue" && each.name === name)?.bindings ?? [];
    for (const queue of [name, siblingQueue(name)]) {
      await retireQueue(connection, {
        queue,
        bindings,
        rehome: homesFor(queue),
        reached: (step) => reached(step, queue),
      });
    }
  }
  for (const { kind, name } of unwanted) if (kind === "exchange") await removeExchange(connection, name);
}

const rank = ({ name }: Inspected): number => (ownerOf(name)?.part === "dead" ? 1 : 0);
