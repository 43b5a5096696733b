import type { ReplayKind, ReplayState } from "./replays.ts";

/** What needs a person, the most urgent first. */
export const attentionKinds = [
  "circuitOpen",
  "alert",
  "regressedGroup",
  "doubt",
  "blockedLane",
  "growing",
  "newGroup",
  "oldFailure",
  "paused",
] as const;
export type AttentionKind = (typeof attentionKinds)[number];

/** One thing that needs a person. */
export type Attention = {
  readonly kind: AttentionKind;
  /** The connection, route or lane group that it is about; of an alert that is about none, its kind. */
  readonly subject: string;
  /** RFC 3339. */
  readonly since: string;
  /** One sentence, without anything of a message. */
  readonly words: string;
  /** Where to look further. */
  readonly ids: {
    readonly connection?: string;
    readonly route?: string;
    readonly group?: string;
    readonly laneGroup?: string;
    readonly lane?: string;
    readonly failure?: string;
    readonly alert?: string;
  };
};

/** What is still to be done for the longest time. */
export type Unprocessed = {
  readonly seconds: number;
  /** RFC 3339. */
  readonly since: string;
  /** Where it waits: not published, in a queue, for its turn or due for another try, in line. */
  readonly where: "outbox" | "unclaimed" | "queued" | "due" | "parked";
  /** Null of a message that is not published yet. */
  readonly route: string | null;
};

/** A number of failures: counted, or about so many. */
type Standing = { readonly value: number; readonly about: boolean };

/** A replay that is not over. */
export type ReplayUnderWay = {
  readonly id: string;
  readonly kind: ReplayKind;
  readonly state: ReplayState;
  readonly reason: string;
  readonly actor: string;
  readonly selected: number;
  /** Items that are over, whatever came of them. */
  readonly done: number;
};

/** How it stands now, as the database knows it. */
export type OverviewFacts = {
  readonly failures: { readonly [State in "dead" | "blocked" | "inDoubt" | "moving"]: Standing };
  readonly oldest: Unprocessed | null;
  readonly replays: readonly ReplayUnderWay[];
  /** What the tables say that needs a person, of each kind the first. */
  readonly attention: readonly Attention[];
};

export type Overview = {
  /** @param oldAfterMs a failure that nobody has taken up is old after so long; null where none ever is */
  read(oldAfterMs: number | null): Promise<OverviewFacts>;
};
