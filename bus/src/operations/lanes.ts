import type { OpenState } from "../delivery/states.ts";
import type { Act, Result } from "./act.ts";
import type { LaneKey } from "./lane-id.ts";
import type { Page, PageRequest } from "./page.ts";

export type LaneFilter = {
  /** `<connection>.<group>` */
  readonly group?: string | undefined;
  readonly connection?: string | undefined;
  /** Lanes whose head is in this state. Without it: those that stand still, because their head has failed. */
  readonly state?: OpenState | undefined;
};

/** The first of a lane: while it is not settled, all others wait. Instants are RFC 3339. */
export type LaneHead = {
  /** `<messageId>:<route>` */
  readonly id: string;
  readonly messageId: string;
  readonly route: string;
  readonly state: OpenState;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly reason: string | null;
  readonly nextAttemptAt: string | null;
  readonly parkedAt: string;
  /** Since it was parked. */
  readonly ageSeconds: number;
};

/** The deliveries of one group that share a key. */
export type LaneView = {
  /** `<connection>.<group>:<key>` */
  readonly id: string;
  readonly group: string;
  readonly connection: string;
  readonly key: string;
  /** How many stand in line, the head included. */
  readonly depth: number;
  /** Null where nothing is left in it. */
  readonly head: LaneHead | null;
};

/** One place in a lane. */
export type LanePlace = {
  /** `<messageId>:<route>` */
  readonly id: string;
  readonly messageId: string;
  readonly route: string;
  readonly state: OpenState;
  readonly parkedAt: string;
};

/** A lane with its first places, the head's first. */
export type LaneDetail = LaneView & { readonly places: readonly LanePlace[] };

/** What operators see of strict lanes, and what they can do with the head of one. */
export type Lanes = {
  /** By the age of their heads, oldest first. */
  list(filter: LaneFilter, page: PageRequest): Promise<Page<LaneView>>;
  /** Undefined where nothing stands in it. */
  get(lane: LaneKey): Promise<LaneDetail | undefined>;
  /** Makes the head due: now where it waits, in another life where it is dead or blocked. */
  retry(lane: LaneKey, act: Act): Promise<Result<LaneDetail>>;
  /** Discards the head; the lane goes on without it. */
  skip(lane: LaneKey, act: Act): Promise<Result<LaneDetail>>;
  /** Takes the head out; it stays a failure, and the lane goes on. A later replay puts it at the end of its lane. */
  release(lane: LaneKey, act: Act): Promise<Result<LaneDetail>>;
};
