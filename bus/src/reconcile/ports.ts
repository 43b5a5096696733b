import type { Token } from "../delivery/token.ts";
import type { DeliveryStanding, IntakeStanding } from "./compare.ts";
import type { LostIntake } from "./lost-intake.ts";

/** A message of the journal, read back. */
export type JournalMessage = {
  readonly token: Token;
  /** When the intake gave it its id. */
  readonly acceptedAtMs: number;
};

/** What the journal gave at once; `foreign` are those that no publisher of ours made. */
export type JournalBatch = { readonly messages: readonly JournalMessage[]; readonly foreign: number };

/** Every message that was published, in the order of its publishing. */
export type Journal = {
  /** From about `sinceMs` to what is the end when the reading begins. A batch is done with when the next is asked for. */
  read(sinceMs: number): AsyncIterable<JournalBatch>;
};

/** A message on a route that has to start over, with an effect that may exist. */
export type Feed = {
  readonly message: JournalMessage;
  readonly route: string;
  /** When its first look may be: not while a call may still land or be missed by the vendor's reads. */
  readonly delayMs: number;
  /** Where its route keeps a strict order: the lane at whose end it gets its place. */
  readonly lane?: { readonly group: string; readonly key: string };
};

/** Intake and ledger, as reconciling needs them. Everything may be done twice. */
export type Records = {
  /** What the intake has of each message, by its id. */
  intakes(messages: readonly JournalMessage[]): Promise<ReadonlyMap<string, IntakeStanding>>;
  /** What the ledger has, by message and route. */
  deliveries(
    messages: readonly JournalMessage[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, DeliveryStanding>>>;
  restoreIntake(lost: readonly LostIntake[]): Promise<void>;
  /** Notes for later runs that the database lost commits, or that all of it is mended. */
  noteFailover(event: "found" | "mended"): Promise<void>;
  /** Whether a run that found a failover has not come to its end. */
  unfinishedFailover(): Promise<boolean>;
  /**
   * Makes deliveries in doubt since their message was accepted, waiting or, in the order given, parked. Those that exist
   * stay as they are.
   */
  feed(feeds: readonly Feed[]): Promise<void>;
  restoreBodies(messages: readonly JournalMessage[]): Promise<void>;
  /** Open deliveries, by route, that the ledger is sure of: after a failover it cannot be. */
  undoubted(): Promise<ReadonlyMap<string, number>>;
  /** Puts them in doubt, from the last change that the ledger knows of. */
  doubtOpen(): Promise<void>;
};
