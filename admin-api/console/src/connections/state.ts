import type { Answer } from "../api/queries.ts";
import type { Tone } from "../parts/state.tsx";

/** A connection as the admin API tells it. */
export type Connection = Answer<"/api/v1/connections">["data"][number];
/** How a connection can stand. */
export type ConnectionState = Answer<"/api/v1/overview">["connections"][number]["state"];

/** The words and colours of these. */
export const connectionStates: Readonly<Record<ConnectionState, readonly [words: string, tone: Tone]>> = {
  ready: ["Ready", "good"],
  limited: ["Limited", "wait"],
  circuitOpen: ["Circuit open", "bad"],
  shadow: ["Shadow", "none"],
  paused: ["Paused", "wait"],
};

/** How a connection stands, as the overview has it: where it is paused or a shadow nothing is sent, whatever else holds. */
export function stateOf({ paused, shadow, circuit, closures }: Connection): ConnectionState {
  if (paused) return "paused";
  if (shadow) return "shadow";
  if (circuit.state === "open") return "circuitOpen";
  return closures.length > 0 ? "limited" : "ready";
}
