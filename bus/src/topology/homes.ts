import { untilDeliveryMs } from "../delivery/schedule.ts";
import type { Token } from "../delivery/token.ts";
import type { Letter } from "../rabbitmq/letter.ts";
import { laneQueue, ownerOf, workQueue, type QueueOwner } from "../rabbitmq/names.ts";
import type { Rehome } from "../rabbitmq/rehome.ts";
import type { RoutedType } from "../rabbitmq/topology.ts";
import { tokenOf } from "../roles/token-of.ts";
import type { LaneOf, Placed, TopologyStore } from "./store.ts";

type Homing = {
  readonly routes: readonly RoutedType[];
  readonly store: TopologyStore;
  readonly laneOf: LaneOf;
};

/** What becomes of one message: the queues that it goes on to, its places in lanes, its deliveries on routes that are gone. */
type Home = {
  readonly queues: readonly string[];
  readonly places: readonly Placed[];
  readonly gone: readonly Gone[];
};
type Gone = { readonly route: string; readonly token: Token };

/**
 * Finds for what waits in a queue the place where its route is at home now. What belongs into a lane gets its place in the
 * database at once, as its worker would give it: behind newer messages in the group's queue it would lose its order.
 */
export function homesFor(queue: string, homing: Homing): Rehome {
  const owner = ownerOf(queue);
  return async (letters) => {
    const homes: Home[] = [];
    for (const letter of letters) homes.push(await homeOf(letter, queue, owner, homing));
    const places = homes.flatMap((home) => home.places);
    for (const [group, own] of Map.groupBy(places, ({ laneGroup }) => laneGroup))
      await homing.store.park(group, own);
    const gone = homes.flatMap((home) => home.gone);
    for (const [route, own] of Map.groupBy(gone, (each) => each.route))
      await homing.store.keepOfGoneRoute(
        route,
        own.map(({ token }) => token),
      );
    return homes.map(({ queues }) => queues);
  };
}

async function homeOf(
  letter: Letter,
  queue: string,
  owner: QueueOwner | undefined,
  homing: Homing,
): Promise<Home> {
  const token = tokenOf(letter);
  if (!token || !owner) {
    const { contentType = "application/octet-stream", body } = letter;
    await homing.store.keepForeign(owner?.name ?? queue, { contentType, body });
    return nowhere;
  }
  const homes: Home[] = [];
  for (const route of token.routes.filter((each) => concerns(owner, each)))
    homes.push(await homeOnRoute(route, token, owner, homing));
  return {
    queues: [...new Set(homes.flatMap(({ queues }) => queues))],
    places: homes.flatMap(({ places }) => places),
    gone: homes.flatMap(({ gone }) => gone),
  };
}

/** A lane group may have had any route of its connection; for one that it never had, a second token is harmless. */
const concerns = ({ kind, name, connection }: QueueOwner, route: string): boolean =>
  kind === "route" ? name === route : route.startsWith(`${connection}.`);

const nowhere: Home = { queues: [], places: [], gone: [] };

async function homeOnRoute(
  route: string,
  token: Token,
  { part }: QueueOwner,
  { routes, store, laneOf }: Homing,
): Promise<Home> {
  const wanted = routes.find((each) => each.route === route);
  if (part === "dead") {
    await store.keepDeadLetter(route, token);
    return nowhere;
  }
  if (!wanted) return { ...nowhere, gone: [{ route, token }] };
  const { laneGroup } = wanted;
  if (laneGroup === undefined) return { ...nowhere, queues: [workQueue(route)] };
  // What is not to be sent yet has no place: the group's parker puts it off.
  if (untilDeliveryMs(token.envelope, Date) > 0) return { ...nowhere, queues: [laneQueue(laneGroup)] };
  return { ...nowhere, places: [{ laneGroup, route, token, key: await laneOf(route, token) }] };
}
