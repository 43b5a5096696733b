import type { Duration } from "../adapter/index.ts";

/** When people are told; `false` turns one off. */
export type AlertRulesConfig = {
  /** A failure group is new, or one that was resolved fails again, with something that needs a person. On if absent. */
  readonly groups?: boolean;
  /** A failure that needs a person, of a group that nobody has taken up, is so old. 30m if absent. */
  readonly oldFailure?: Duration | false;
  /** Deliveries stand in a strict lane for so long. 10m if absent. */
  readonly oldLane?: Duration | false;
  /** A connection's circuit is open for so long. 1m if absent. */
  readonly circuitOpen?: Duration | false;
  /** A message was accepted so long ago and no worker has begun it, though its vendor is there. 5m if absent. */
  readonly backlog?: Duration | false;
  /** The broker's dead letters lie unrecorded for so long. 1m if absent. */
  readonly recorderLag?: Duration | false;
  /** A source that spoke at this hour on at least five of the last seven days is silent. On if absent. */
  readonly quietFeeds?: boolean;
  /** Sources that must never be silent for so long, from now on and whatever they did before. */
  readonly feeds?: readonly FeedRule[];
};

/** A source that must speak. */
export type FeedRule = {
  /** As messages name it; of a webhook `/connections/<connection>/webhooks/<webhook>`. */
  readonly source: string;
  readonly within: Duration;
  /** Only in these hours, as `["06:00", "23:30"]`; always if absent. */
  readonly between?: readonly [string, string];
  /** Of the hours, as IANA names it; UTC if absent. */
  readonly timeZone?: string;
};

/** The rules ready to use; milliseconds, and null for one that is off. */
export type AlertRules = {
  readonly groups: boolean;
  readonly oldFailureMs: number | null;
  readonly oldLaneMs: number | null;
  readonly circuitOpenMs: number | null;
  readonly backlogMs: number | null;
  readonly recorderLagMs: number | null;
  readonly quietFeeds: boolean;
  readonly feeds: readonly (Omit<FeedRule, "within"> & { readonly withinMs: number })[];
};
