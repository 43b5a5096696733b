import type { GroupState } from "./failure-groups.ts";
import type { Replay } from "./replays.ts";

/** A failure group that is new or has another state, in short. */
export type GroupNews = {
  readonly id: string;
  readonly connection: string;
  readonly operation: string;
  readonly code: string;
  readonly title: string;
  readonly state: GroupState;
  readonly stateSince: string;
  readonly firstSeenAt: string;
};

/** What may be news to somebody who looked a moment ago. */
export type Happenings = {
  /** Those that are not over, and those that ended within the last minute. */
  readonly replays: readonly Replay[];
  /** Those that are new or changed their state within the last minute. */
  readonly groups: readonly GroupNews[];
  /** Connections whose circuit is open. */
  readonly openCircuits: readonly string[];
  /** Connections by their ids and routes by their names that people have paused. */
  readonly paused: readonly string[];
};

/** What happens, for those who look again and again: what one look misses, the next one sees. */
export type Events = { look(): Promise<Happenings> };
