import type { Ledger } from "../../delivery/ledger.ts";
import type { DeliveryState } from "../../delivery/states.ts";
import type { Token } from "../../delivery/token.ts";
import type { LaneStore } from "../../lanes/lane-store.ts";

export const laneRoutes = ["toy.take", "toy.file"] as const;
export type LaneRoute = (typeof laneRoutes)[number];
export const laneGroupName = "toy.notes";

/** Lanes with the ledger that they are part of, and what a test needs around them; both routes are of one group. */
export type LanesUnderTest = {
  readonly lanes: LaneStore;
  readonly ledger: Ledger;
  /** Lets time pass for everything that was written down. */
  readonly pass: (ms: number) => Promise<void>;
  readonly stateOf: (token: Token, route: LaneRoute) => Promise<DeliveryState | undefined>;
  /** The scheduler: retry tokens of what is due. */
  readonly takeDue: () => Promise<readonly Token[]>;
  /** The operator: `dead → waiting`, due, in another life. */
  readonly replay: (token: Token, route: LaneRoute) => Promise<void>;
  /** The operator takes a lane's failed head out of it; false where that was refused. */
  readonly release: (key: string) => Promise<boolean>;
  /** The operator discards a lane's head; false where that was refused. */
  readonly skip: (key: string) => Promise<boolean>;
  /** The sweeper: deliveries of dead workers, and those whose tokens were lost, are made to wait. */
  readonly sweep: () => Promise<void>;
  /** How many lanes there are. */
  readonly count: () => Promise<number>;
};
