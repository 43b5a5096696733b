import type { Claimed } from "../../delivery/ledger.ts";
import type { Token } from "../../delivery/token.ts";
import { noteToken } from "../delivery/note.ts";
import { applied, dead, settlement, waiting } from "../ledger-suite/acts.ts";
import { laneGroupName as group, laneRoutes, type LaneRoute, type LanesUnderTest } from "./under-test.ts";

/** How an attempt ends. A worker may die before the vendor has done anything, or after. */
export type Fate = "applied" | "fails" | "refused" | "diesBefore" | "diesAfter";

type Sent = { readonly key: string; readonly route: LaneRoute; readonly token: Token };
type Held = Pick<Sent, "route" | "token">;
type Running = { readonly key: string; readonly id: string; readonly untilMs: number };

const leaseMs = 30_000;
/** Of the sweeper, before it takes an owner for dead. */
const graceMs = 5_000;
let fence = 0;

/** A queue with its parkers, workers with tokens in hand, a vendor that remembers, and operators: every step by hand. */
export function laneWorld(parts: LanesUnderTest) {
  const { lanes, ledger } = parts;
  const queue: Sent[] = [];
  const sent = new Map<string, Sent>();
  /** How far each parker is in the queue; what is before `acked` no new one is given. */
  let acked = 0;
  const parkers = [0];
  const hands: Held[][] = [[], [], []];
  const effects: string[] = [];
  const running = new Map<string, Running>();
  const excused = new Set<string>();
  let nowMs = 0;

  const keyOf = (id: string) => sent.get(id)?.key ?? "";
  const noteRunning = (id: string) => {
    const key = keyOf(id);
    for (const other of running.values())
      if (other.key === key && other.id !== id && other.untilMs > nowMs)
        throw new Error(`two of lane ${key} at once: ${other.id} and ${id}`);
    running.set(id, { key, id, untilMs: nowMs + leaseMs });
  };
  const affect = (id: string) => {
    // The vendor can be asked: what it has done is found, and not done again.
    if (!effects.includes(id)) effects.push(id);
  };
  const conclude = async ({ token, route }: Held, won: Claimed, fate: Fate) => {
    const { id } = token.envelope;
    if (fate === "applied" || fate === "diesAfter") affect(id);
    if (fate === "diesBefore" || fate === "diesAfter") return;
    const found = effects.includes(id);
    const to = fate === "applied" || found ? applied : fate === "fails" ? waiting : dead;
    await ledger.settle(route, [settlement(token, won, to)]);
    running.delete(id);
  };
  const reenter = (token: Token, route: LaneRoute) =>
    lanes.reenter(group, { token, route, key: keyOf(token.envelope.id) });

  return {
    effects,
    excused,
    sent,
    /** Whether everything that was published has been parked. */
    parkedAll: () => acked === queue.length,
    publish: (key: string, route: LaneRoute) => {
      const token = noteToken({ routes: [route] });
      queue.push({ key, route, token });
      sent.set(token.envelope.id, { key, route, token });
    },
    /** The queue's own parker (0), or one of its zombies, takes the next of the queue; only the own one's acks arrive. */
    park: async (parker: number, count: number, takeNew = false) => {
      const nth = Math.max(0, parkers.length - 1 - parker);
      const from = parkers[nth] ?? 0;
      const batch = queue.slice(from, from + count);
      if (batch.length === 0) return;
      const parking = await lanes.park(group, batch, { cap: 10_000, takeNew });
      // as: only these routes are parked
      for (const { token, route } of parking.kind === "parked" ? parking.heads : [])
        hands[nth % 3]?.push({ token, route: route as LaneRoute });
      parkers[nth] = from + batch.length;
      if (nth === parkers.length - 1) acked = from + batch.length;
    },
    /** The broker gives the queue to another parker; the one before does not know yet. */
    handOver: () => void parkers.push(acked),
    take: async (worker: number, atMost: number) => {
      const { heads } = await lanes.take(group, atMost);
      // as: only these routes were parked
      for (const { token, route } of heads) hands[worker % 3]?.push({ token, route: route as LaneRoute });
    },
    /** A worker turns to one of its tokens; it may keep a copy, as the broker delivers twice. */
    work: async (worker: number, fate: Fate, keepsCopy: boolean) => {
      const held = hands[worker % 3]?.shift();
      if (!held) return;
      if (keepsCopy) hands[(worker + 1) % 3]?.push(held);
      const [claim] = await ledger.claim(held.route, [held.token], {
        worker: `w-${worker}`,
        fence: (fence += 1_000),
        leaseMs,
      });
      if (claim?.kind !== "claimed") return reenter(held.token, held.route);
      noteRunning(held.token.envelope.id);
      await conclude(held, claim, fate);
    },
    /** A worker dies with all that it has not begun. */
    die: (worker: number) => void hands[worker % 3]?.splice(0),
    schedule: async (worker: number) => {
      for (const token of await parts.takeDue())
        for (const route of laneRoutes.filter((each) => token.routes.includes(each)))
          hands[worker % 3]?.push({ token, route });
    },
    pass: async (ms: number) => {
      nowMs += ms;
      await parts.pass(ms);
      for (const { id, untilMs } of running.values()) if (untilMs + graceMs < nowMs) running.delete(id);
    },
    sweep: parts.sweep,
    replayDead: async () => {
      for (const { token, route } of sent.values())
        if ((await parts.stateOf(token, route)) === "dead") await parts.replay(token, route);
    },
    /** What an operator takes out of its lane is excused from its order, and may never happen. */
    takeOut: async (key: string, how: "skip" | "release") => {
      const before = await open();
      if (!(await parts[how](key))) return;
      for (const id of before) {
        const { token, route } = sent.get(id) ?? { token: undefined, route: undefined };
        const state = token && (await parts.stateOf(token, route));
        if (keyOf(id) === key && (state === "discarded" || state === "dead")) excused.add(id);
      }
    },
    open,
  };

  /** What is parked or further, and not settled. */
  async function open(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const { token, route } of sent.values()) {
      const state = await parts.stateOf(token, route);
      if (state && state !== "applied" && state !== "discarded") ids.push(token.envelope.id);
    }
    return ids;
  }
}
