import { noteToken } from "../delivery/note.ts";
import type { Claimed } from "../../delivery/ledger.ts";
import type { Transition } from "../../delivery/decide.ts";
import type { Token } from "../../delivery/token.ts";
import { applied, mustBeClaimed, settlement } from "../ledger-suite/acts.ts";
import { laneGroupName as group, type LaneRoute, type LanesUnderTest } from "./under-test.ts";

/** What parkers, drainers and workers do to lanes. */
export type LaneActs = Awaited<ReturnType<typeof laneActsOn>>;

let fence = 0;
const manyLanes = 1_000;

/** A first token for a route of the group. */
export const tokenFor = (...routes: readonly LaneRoute[]): Token =>
  noteToken({ routes: routes.length > 0 ? routes : ["toy.take"] });

/** Fresh lanes, and what is done to them. */
export async function laneActsOn(open: () => Promise<LanesUnderTest>) {
  const parts = await open();
  const { lanes, ledger } = parts;
  const park = (tokens: readonly Token[], key = "k", cap = 10_000, route: LaneRoute = "toy.take") =>
    lanes.park(
      group,
      tokens.map((token) => ({ token, route, key })),
      { cap },
    );
  const take = async (atMost = manyLanes) => (await lanes.take(group, atMost)).heads;
  /** The message ids of all heads that may start now. */
  const heads = async () => (await take()).map(({ token }) => token.envelope.id);
  const claim = async (token: Token, route: LaneRoute = "toy.take") => {
    const terms = { worker: "w-1", fence: (fence += 1_000), leaseMs: 30_000 };
    const [result] = await ledger.claim(route, [token], terms);
    if (!result) throw new Error("the ledger gave no result");
    return result;
  };
  const settle = async (token: Token, won: Claimed, to: Transition, route: LaneRoute = "toy.take") => {
    const [written] = await ledger.settle(route, [settlement(token, won, to)]);
    return written ?? false;
  };
  /** The whole attempt at a head, or at a retry. */
  const attempt = async (token: Token, to: Transition = applied, route: LaneRoute = "toy.take") =>
    settle(token, mustBeClaimed(await claim(token, route)), to, route);
  /** Attempts whoever is first in every lane, until nothing moves any more; the ids in their order. */
  const drain = async () => {
    const order: string[] = [];
    for (let taken = await take(); taken.length > 0; taken = await take()) {
      for (const { token, route } of taken) {
        await attempt(token, applied, route as LaneRoute); // as: only these were parked
        order.push(token.envelope.id);
      }
    }
    return order;
  };
  return { ...parts, park, take, heads, claim, settle, attempt, drain };
}

export const idsOf = (tokens: readonly Token[]): string[] => tokens.map(({ envelope }) => envelope.id);
