/** What an alert can be about. */
export const alertKinds = [
  "newGroup",
  "regressedGroup",
  "oldFailure",
  "oldLane",
  "circuitOpen",
  "backlog",
  "recorderLag",
  "quietFeed",
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Something that a person should know of and that holds now. */
export type Condition = {
  /** The same trouble has the same key at every look. */
  readonly key: string;
  readonly kind: AlertKind;
  /** The connection that it is about, where it is about one. */
  readonly connection: string | null;
  /** One sentence, without anything of a message. */
  readonly title: string;
  /** What to type to see more. */
  readonly next: string;
};

/** A condition that was told, until it has ended. Milliseconds since 1970. */
export type OpenAlert = Condition & {
  readonly id: string;
  readonly since: number;
  readonly lastSeen: number;
  /** When it was last told, the first time or as a reminder. */
  readonly lastTold: number;
  /** Somebody has taken it up: once it does not hold, it does not come back by itself. */
  readonly takenUp: boolean;
};
