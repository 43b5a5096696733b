import type { Publication } from "@spindlebus/contracts";
import type { Proposal } from "./rollout.ts";

/** Which connection of a roll-out a message is for, before what was chosen earlier is known. */
export type Choice = {
  readonly rollout: string;
  /** What the message is about, most telling first; what was chosen for any of it holds. The first is its own entity. */
  readonly keys: readonly string[];
  readonly proposal: Proposal;
  /** By connection of the roll-out: the routes that the message would have there. */
  readonly routes: ReadonlyMap<string, readonly string[]>;
};

/** Where a message goes, as far as the configuration alone can say. */
export type Routed = {
  readonly routes: readonly string[];
  /** Roll-outs that have a say; what they choose adds its routes. */
  readonly choices: readonly Choice[];
  /** Of all these routes, those on which it is only shown what would be sent. */
  readonly shadows: readonly string[];
};

/** Decides where a message goes. */
export type Routing = (message: Publication) => Routed;

/** What was chosen for an entity in a roll-out. */
export type Assignment = {
  readonly rollout: string;
  readonly key: string;
  /** A connection, or `nobody`. */
  readonly connection: string;
  readonly because: string;
};
