import type { Token } from "../delivery/token.ts";
import type { Binding } from "../rabbitmq/topology.ts";

/** An exchange or queue that was declared once. AMQP cannot list what exists, so this is how unwanted ones are found. */
export type Remembered = {
  readonly kind: "exchange" | "queue";
  readonly name: string;
  /** Every binding that it may have. */
  readonly bindings: readonly Binding[];
};

/** A message that may hold anything. */
export type Foreign = { readonly contentType: string; readonly body: Uint8Array };

/** Where it is noted what was declared, and where messages go that have no queue any more. */
export type TopologyStore = {
  /** Lets no other process change the topology meanwhile. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  remembered(): Promise<readonly Remembered[]>;
  remember(entries: readonly Remembered[]): Promise<void>;
  forget(names: readonly string[]): Promise<void>;
  /** Keeps a delivery whose route is gone as a failure that says so. */
  keepOfGoneRoute(route: string, token: Token): Promise<void>;
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
  forget: async () => {},
  keepOfGoneRoute: () => Promise.reject(new Error("nowhere to keep a message")),
  keepDeadLetter: () => Promise.reject(new Error("nowhere to keep a message")),
  keepForeign: () => Promise.reject(new Error("nowhere to keep a message")),
};
