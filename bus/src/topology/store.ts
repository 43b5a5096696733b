import type { Token } from "../delivery/token.ts";
import type { Arrival } from "../lanes/lane-store.ts";
import type { Binding, RoutedType } from "../rabbitmq/topology.ts";

/**
 * An exchange or queue that was declared once. AMQP cannot list what exists, so this is how unwanted ones are found; also
 * one that was removed and that a process of the former configuration has declared again.
 */
export type Remembered = {
  readonly kind: "exchange" | "queue";
  readonly name: string;
  /** Every binding that it may have. */
  readonly bindings: readonly Binding[];
};

/** A delivery's place in a lane group. */
export type Placed = Arrival & { readonly laneGroup: string };

/** The key of a token's lane on a laned route. */
export type LaneOf = (route: string, token: Token) => Promise<string>;

/** A message that may hold anything. */
export type Foreign = { readonly contentType: string; readonly body: Uint8Array };

/** Where it is noted what was declared, and where messages go that have no queue any more. */
export type TopologyStore = {
  /** Lets no other process change the topology meanwhile. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  remembered(): Promise<readonly Remembered[]>;
  remember(entries: readonly Remembered[]): Promise<void>;
  /** Gives places in a group's lanes, in this order. */
  park(laneGroup: string, arrivals: readonly Arrival[]): Promise<void>;
  /** Brings places that were given before to where their routes are at home now. */
  rehomePlaces(homes: readonly RoutedType[]): Promise<void>;
  /** Keeps deliveries whose route is gone as failures that say so. */
  keepOfGoneRoute(route: string, tokens: readonly Token[]): Promise<void>;
  /** Keeps what the broker had given up. */
  keepDeadLetter(route: string, token: Token): Promise<void>;
  /** Keeps a message that the bus did not publish. */
  keepForeign(route: string, foreign: Foreign): Promise<void>;
};

/** Remembers nothing; for a broker without a database beside it. */
export const forgetfulStore: TopologyStore = {
  alone: (work) => work(),
  remembered: async () => [],
  remember: async () => {},
  park: () => Promise.reject(new Error("nowhere to keep a message")),
  rehomePlaces: async () => {},
  keepOfGoneRoute: () => Promise.reject(new Error("nowhere to keep a message")),
  keepDeadLetter: () => Promise.reject(new Error("nowhere to keep a message")),
  keepForeign: () => Promise.reject(new Error("nowhere to keep a message")),
};
