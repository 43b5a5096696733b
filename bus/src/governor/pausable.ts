import type { Admission, Ask, Gate, Passed } from "../delivery/gate.ts";
import type { Pauses } from "./pauses.ts";

/**
 * So long a token of a paused route is held back; then it is stored, and its place in the prefetch is another's. The broker
 * would take it back after 30 minutes, and count that as a delivery: after a hundred of them it would be a dead letter.
 */
const patienceMs = 20 * 60_000;
/**
 * So long a head is held back: the drainer's hand is for the other routes of its group. Longer than it takes to hear of the
 * end of a pause, since heads come again as soon as it is written.
 */
const headPatienceMs = 3_000;
/** What was stored comes back to be held again; whoever resumes the route makes it due at once. */
const laterMs = 60_000;
/** Why a delivery was put off: what is resumed is found by it. */
export const pausedReason = "its route is paused";

const held = Symbol("paused while it waited for the vendor");

/** A connection's gate for one route: while that is paused its tokens wait unclaimed, as they do for an open circuit. */
export function pausable(gate: Gate, route: string, pauses: Pauses): Gate {
  return {
    get circuit() {
      return gate.circuit;
    },
    async admit<T>(work: () => Promise<Passed<T>>, ask: Ask): Promise<Admission<T>> {
      for (;;) {
        if (pauses.isPaused(route)) {
          const how = await pauses.wait(route, ask.signal, ask.fromLane ? headPatienceMs : patienceMs);
          if (how === "late") return { kind: "deferred", forMs: laterMs, reason: pausedReason };
        }
        // It may have been paused while this waited for a slot.
        const unlessPaused = (): Promise<Passed<T | typeof held>> =>
          pauses.isPaused(route) ? Promise.resolve({ value: held, health: "untouched" }) : work();
        const admission = await gate.admit(unlessPaused, ask);
        if (admission.kind === "deferred") return admission;
        if (admission.value !== held) return { kind: "done", value: admission.value };
      }
    },
  };
}
