import type { Clock } from "../../delivery/ports.ts";
import type { Arrival, Head, LaneStore } from "../../lanes/lane-store.ts";
import type { MemoryLedger } from "./memory-ledger.ts";
import type { MemoryPlaces } from "./memory-places.ts";

const takenMs = 15_000;
const lookAgainMs = 60_000;

/** Lanes in memory: the same rules as in Postgres, and the same shared suite of tests. */
export function memoryLanes(clock: Clock, ledger: MemoryLedger, places: MemoryPlaces): LaneStore {
  const standsIn = (group: string, key: string) =>
    places.lanes().find((lane) => lane.group === group && lane.key === key);

  const full = (group: string, arrivals: readonly Arrival[], cap: number) =>
    [...Map.groupBy(arrivals, ({ key }) => key)]
      .map(([key, wanting]) => ({
        key,
        depth: standsIn(group, key)?.places.length ?? 0,
        more: wanting.length,
      }))
      .find(({ depth, more }) => depth + more > cap);

  const headOf = (group: string, key: string): Head | undefined => {
    const first = standsIn(group, key)?.places[0];
    const delivery = first && ledger.deliveries.get(`${first.messageId}:${first.route}`);
    if (!delivery?.stored || delivery.state !== "parked") return undefined;
    const retry = { generation: delivery.generation, start: delivery.starts };
    return { key, route: delivery.route, token: { ...delivery.stored, retry } };
  };

  return {
    async park(group, arrivals, { cap, takeNew = false }) {
      const over = full(group, arrivals, cap);
      if (over) return { kind: "full", key: over.key, depth: over.depth };
      const heads: Head[] = [];
      for (const { token, route, key } of arrivals) {
        if (!ledger.enterParked(route, token)) continue;
        places.enter({ group, key, messageId: token.envelope.id, route });
        const lane = standsIn(group, key);
        const head = takeNew && lane?.places.length === 1 && headOf(group, key);
        if (!lane || !head) continue;
        lane.readyAtMs = clock.now() + takenMs;
        heads.push(head);
      }
      return { kind: "parked", heads };
    },
    async reenter(group, { token, route, key }) {
      const { id } = token.envelope;
      const delivery = ledger.deliveries.get(`${id}:${route}`);
      const waits = delivery?.state === "waiting" || delivery?.state === "queued";
      if (!delivery || !waits || places.of(id, route)) return;
      if (delivery.generation !== token.retry?.generation || delivery.starts !== token.retry.start) return;
      delivery.state = "parked";
      delivery.nextAttemptAtMs = undefined;
      places.enter({ group, key, messageId: id, route });
    },
    async take(group, atMost) {
      const due = places.lanes().filter((lane) => lane.group === group && lane.readyAtMs <= clock.now());
      const taken = due.slice(0, atMost);
      const heads = taken.flatMap((lane) => {
        const head = headOf(group, lane.key);
        lane.readyAtMs = clock.now() + (head ? takenMs : lookAgainMs);
        return head ? [head] : [];
      });
      return { heads, lanes: taken.length };
    },
    async giveBack(group, keys) {
      for (const lane of places.lanes())
        if (lane.group === group && keys.includes(lane.key)) lane.readyAtMs = clock.now();
    },
  };
}
