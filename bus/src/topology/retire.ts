import type { Inspected } from "../rabbitmq/inspect.ts";
import type { Letter } from "../rabbitmq/letter.ts";
import { laneQueue, ownerOf, siblingQueue, workQueue, type QueueOwner } from "../rabbitmq/names.ts";
import { removeExchange } from "../rabbitmq/remove-exchange.ts";
import { retireQueue, type RetirementStep } from "../rabbitmq/retire-queue.ts";
import type { RoutedType } from "../rabbitmq/topology.ts";
import type { BrokerConnection } from "../rabbitmq/with-connection.ts";
import { tokenOf } from "../roles/token-of.ts";
import type { Remembered, TopologyStore } from "./store.ts";

type Retiring = {
  readonly routes: readonly RoutedType[];
  readonly remembered: readonly Remembered[];
  readonly found: readonly Inspected[];
  readonly store: TopologyStore;
  readonly reached: (step: RetirementStep, queue: string) => void;
};

/** Removes what was declared once and is no more; what waits there goes to where its route is at home now. */
export async function retireQueues(connection: BrokerConnection, retiring: Retiring): Promise<void> {
  const { found, remembered, reached } = retiring;
  const unwanted = found.filter(({ state }) => state === "unwanted");
  // A queue before the one that its dead letters go to.
  const queues = unwanted.filter(({ kind }) => kind === "queue").toSorted(deadLast);
  for (const { name } of queues) {
    const bindings = remembered.find((each) => each.kind === "queue" && each.name === name)?.bindings ?? [];
    const rehome = (letter: Letter) => homesOf(letter, name, retiring);
    for (const queue of [name, siblingQueue(name)]) {
      await retireQueue(connection, { queue, bindings, rehome, reached: (step) => reached(step, queue) });
    }
  }
  for (const { kind, name } of unwanted) if (kind === "exchange") await removeExchange(connection, name);
}

const deadLast = (one: Inspected, other: Inspected): number => rank(one) - rank(other);
const rank = ({ name }: Inspected): number => (ownerOf(name)?.part === "dead" ? 1 : 0);

/** The queues that a message goes on to; what has no home is kept in the store. */
async function homesOf(
  letter: Letter,
  queue: string,
  { routes, store }: Retiring,
): Promise<readonly string[]> {
  const token = tokenOf(letter);
  const owner = ownerOf(queue);
  if (!token || !owner) {
    const { contentType = "application/octet-stream", body } = letter;
    await store.keepForeign(owner?.name ?? queue, { contentType, body });
    return [];
  }
  const homes: string[] = [];
  for (const route of token.routes.filter((each) => concerns(owner, each))) {
    const wanted = routes.find((each) => each.route === route);
    if (owner.part === "dead") await store.keepDeadLetter(route, token);
    else if (wanted) homes.push(homeOf(wanted));
    else await store.keepOfGoneRoute(route, token);
  }
  return [...new Set(homes)];
}

/** A former lane group may have had any route of its connection; one that does not wait for the token acks it. */
const concerns = (owner: QueueOwner, route: string): boolean =>
  owner.kind === "route" ? owner.name === route : route.startsWith(`${owner.connection}.`);

const homeOf = ({ route, laneGroup }: RoutedType): string =>
  laneGroup === undefined ? workQueue(route) : laneQueue(laneGroup);
