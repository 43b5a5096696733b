import type { Token } from "../delivery/token.ts";

/** A delivery that wants a place: the first token of its message, the route it is for, and the key of its lane. */
export type Arrival = { readonly token: Token; readonly route: string; readonly key: string };

export type ParkTerms = {
  /** How many deliveries a lane may hold. */
  readonly cap: number;
  /** Lanes that are new are ours to look after at once: their heads are among the arrivals. */
  readonly takeNew?: boolean;
};

export type Parking =
  /** With the heads of new lanes, where they were to be taken. */
  | { readonly kind: "parked"; readonly heads: readonly Head[] }
  /** This lane would hold more than the cap; nothing of the batch was written. */
  | { readonly kind: "full"; readonly key: string; readonly depth: number };

/** The first of a lane, with all that its delivery needs. */
export type Head = { readonly key: string; readonly route: string; readonly token: Token };

/** Lanes that are ours to look after for some seconds. */
export type Taken = {
  /** Of every lane whose first delivery may start now. */
  readonly heads: readonly Head[];
  /** How many lanes were taken, those whose head is elsewhere included. */
  readonly lanes: number;
};

/** Places in the lanes. All times are the database's. */
export type LaneStore = {
  /**
   * Gives places in the order of the arrivals, and keeps their messages: one commit, or nothing. A delivery that the
   * ledger knows already changes nothing: it has, or had, its place.
   */
  park(group: string, arrivals: readonly Arrival[], terms: ParkTerms): Promise<Parking>;
  /**
   * Gives a delivery that stands in no lane a place at the end of its own, where this retry token is still its newest: it
   * was deferred before it had a place, or an operator has taken it out and replayed it. Any other stays as it is.
   */
  reenter(group: string, retry: Arrival): Promise<void>;
  /** Takes at most so many lanes whose head somebody should look at, each for some seconds. */
  take(group: string, atMost: number): Promise<Taken>;
  /** Gives lanes back whose heads were not begun. */
  giveBack(group: string, keys: readonly string[]): Promise<void>;
};
