import type { Act, Result } from "./act.ts";
import type { DeliveryKey } from "./delivery-id.ts";
import type { FailureFilter } from "./failures.ts";
import type { Page, PageRequest } from "./page.ts";
import type { Halt } from "./replay-halt.ts";

/** What a replay sends: failures again, a route's past, or what was applied and got lost at the vendor. */
export const replayKinds = ["failures", "backfill", "reapply"] as const;
export type ReplayKind = (typeof replayKinds)[number];

/** `scheduled`: nothing is sent before its time. */
export const replayStates = ["scheduled", "running", "paused", "halted", "completed", "cancelled"] as const;
export type ReplayState = (typeof replayStates)[number];

/** Where an item of a replay can be; together they are always all that was selected. */
export const itemStates = [
  "skipped",
  "pending",
  "inFlight",
  "waiting",
  "applied",
  "unchanged",
  "superseded",
  "failedAgain",
  "inDoubt",
  "returned",
] as const;
export type ItemState = (typeof itemStates)[number];

/** All that a filter finds, as many as the operator was shown, and with their checksum exactly those. */
export type FilterSelection = {
  readonly filter: FailureFilter;
  readonly expectedCount: number;
  readonly expectedChecksum?: string | undefined;
};

/** What shall be replayed: named failures, or all that a filter finds. */
export type Selection = { readonly ids: readonly DeliveryKey[] } | FilterSelection;

/** What the operator was shown of a selection; what is named is what it is. */
export type Shown =
  | { readonly ids: unknown }
  | { readonly expectedCount: number; readonly expectedChecksum?: string | undefined };

/** What a filter finds. */
export type Found = { readonly count: number; readonly checksum: string };

/** Whether these are what the operator was shown. */
export const isAsExpected = (selection: Shown, { count, checksum }: Found): boolean =>
  "ids" in selection ||
  (count === selection.expectedCount && checksum === (selection.expectedChecksum ?? checksum));

/** Numbers of items per step; `"rest"` is all that are left. */
export type Ramp = readonly (number | "rest")[];

/** Who starts the next step of a ramp: a person, or the replay itself where the rules were kept. */
export const advanceModes = ["byHand", "whenGreen"] as const;
export type Advances = (typeof advanceModes)[number];

/** What halts a replay; only what became of its own items counts. */
export type StopRule = {
  /** Of those that ended, the share that failed again, 0 to 1; looked at once ten have ended. */
  readonly failureShare?: number | undefined;
  /** A failure that fits no group known before the replay. */
  readonly newGroup?: boolean | undefined;
  /** A failure in a group that was resolved. */
  readonly regressed?: boolean | undefined;
  /** The circuit of a connection to which items are still to go opens. */
  readonly circuit?: boolean | undefined;
};

export type ReplayRequest = {
  readonly selection: Selection;
  readonly ratePerSecond?: number | undefined;
  /** Left out: none for a few, a canary first for many. */
  readonly ramp?: Ramp | undefined;
  readonly advances?: Advances | undefined;
  /** What it leaves out is as usual; null halts never. */
  readonly stopWhen?: StopRule | null | undefined;
  /** RFC 3339: what is selected now is sent from then on; left out, at once. */
  readonly startAt?: string | undefined;
};

/** A durable job that sends a frozen selection of failures through their own routes again. */
export type Replay = {
  readonly id: string;
  readonly kind: ReplayKind;
  /** Whether the journal is still being read for it: then more items may come. */
  readonly reading: boolean;
  readonly state: ReplayState;
  readonly reason: string;
  readonly actor: string;
  /** As it was asked for. */
  readonly selection: unknown;
  readonly routes: readonly string[];
  readonly ratePerSecond: number | null;
  readonly ramp: Ramp | null;
  readonly rampStep: number;
  readonly advances: Advances;
  readonly stopWhen: StopRule | null;
  /** Why it stands still, where it does. */
  readonly halt: Halt | null;
  readonly createdAt: string;
  /** When it begins or began, where that was not at once. */
  readonly startAt: string | null;
  readonly finishedAt: string | null;
  readonly selected: number;
  /** Released by this replay at least once. */
  readonly published: number;
} & { readonly [State in ItemState]: number };

export type ReplayItem = {
  /** `<messageId>:<route>` */
  readonly id: string;
  readonly messageId: string;
  readonly route: string;
  readonly state: ItemState;
  readonly generation: number | null;
  /** Why it was skipped or returned. */
  readonly reason: string | null;
  /** What the message is about, where that is known. */
  readonly entityKey: string | null;
  /** What went wrong in the life that this replay began, where it has. */
  readonly error: { readonly code: string; readonly message: string } | null;
};

/** What a replay of a selection would do now. */
export type ReplayPreview = {
  readonly selected: number;
  /** Which these are, as a list of failures tells it. */
  readonly checksum: string;
  readonly eligible: number;
  readonly skipped: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Routes of those that would be released on which nothing is sent now, because people have paused them. */
  readonly paused: readonly string[];
};

/** Created, or refused because the filter finds another number now, or others. */
export type Creation =
  | Result<Replay>
  | { readonly ok: false; readonly code: "countDiffers"; readonly count: number };

export type Replays = {
  preview(selection: Selection): Promise<ReplayPreview>;
  /** Freezes the selection in one transaction; the scheduler releases it. */
  create(request: ReplayRequest, act: Act): Promise<Creation>;
  /** Newest first. */
  list(filter: { readonly state?: ReplayState | undefined }, page: PageRequest): Promise<Page<Replay>>;
  get(id: string): Promise<Replay | undefined>;
  items(
    id: string,
    filter: { readonly state?: ItemState | undefined },
    page: PageRequest,
  ): Promise<Page<ReplayItem>>;
  pause(id: string, act: Act): Promise<Result<Replay>>;
  /**
   * Goes on, or begins before its time. Where a rule had halted it, what happened so far is not held against it again: it halts by what comes now.
   * @param stopWhen another rule; null for none; left out, the rule that it has
   */
  resume(id: string, act: Act, stopWhen?: StopRule | null): Promise<Result<Replay>>;
  /** Gives back what no worker has claimed: pending items, and released ones with a new generation. */
  cancel(id: string, act: Act): Promise<Result<Replay>>;
  /** The next step of a ramp; where there is none it is a conflict. */
  advance(id: string, act: Act): Promise<Result<Replay>>;
  /** null is without a limit. */
  setRate(id: string, ratePerSecond: number | null, act: Act): Promise<Result<Replay>>;
};
