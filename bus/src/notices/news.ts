import { settledStates, type DeliveryState } from "../delivery/states.ts";
import type { NoticeKind } from "./endpoint.ts";

/** A delivery as a look at its message finds it. */
export type SeenDelivery = {
  readonly route: string;
  readonly state: DeliveryState | "pending" | "forgotten";
  /** Rises with every new life that an operator gives it. */
  readonly generation: number;
};

/** What a look at a message found. */
export type Look = {
  /** What is to be told; undefined where nothing is new. */
  readonly news: NoticeKind | undefined;
  /** What has been told then, for the next look. */
  readonly told: readonly string[];
  /** Whether it moves by itself, stands still until a person acts, or is over. */
  readonly outlook: "moves" | "standsStill" | "over";
};

const settled: ReadonlySet<string> = new Set([...settledStates, "forgotten"]);
const failed: ReadonlySet<string> = new Set(["dead", "blocked", "inDoubt"]);
const allSettled = "settled";

/**
 * What is new about a message since what was told of it. A failure is named by its route and its life: so the second
 * route that fails is told, and one that fails again after a replay, also where nobody looked in between. What an operator
 * discarded they can restore, so that its message is not over.
 */
export function lookAt(deliveries: readonly SeenDelivery[], told: readonly string[]): Look {
  const isNew = (name: string) => !told.includes(name);
  if (deliveries.every(({ state }) => settled.has(state))) {
    const discarded = deliveries.some(({ state }) => state === "discarded");
    return {
      news: isNew(allSettled) ? "settled" : undefined,
      told: [allSettled],
      outlook: discarded ? "standsStill" : "over",
    };
  }
  const open = deliveries.filter(({ state }) => !settled.has(state));
  const failures = open.filter(({ state }) => failed.has(state)).map(nameOf);
  return {
    news: failures.some(isNew) ? "failed" : undefined,
    told: failures,
    outlook: failures.length === open.length ? "standsStill" : "moves",
  };
}

const nameOf = ({ route, generation }: SeenDelivery): string => `${route} ${generation}`;
