/** What a piece of work learned about the vendor; `untouched` where it never asked. */
export type VendorHealth = "up" | "down" | "untouched";

export type CircuitPosition = "closed" | "open";

/** How a piece of work ended. */
export type Passed<T> = {
  readonly value: T;
  readonly health: VendorHealth;
  /** The vendor wants to be left alone for so long. */
  readonly shutForMs?: number | undefined;
};

/** What a delivery comes from: each has its share where there is not enough for all. */
export type Traffic = "live" | "retry" | "replay";

/** Who wants to pass. */
export type Ask = {
  /** The account or store whose limit it counts against; the connection's alone where there is none. */
  readonly key?: string | undefined;
  readonly traffic: Traffic;
  readonly signal: AbortSignal;
  /** A drainer has it in hand, and the other routes of its group need the hand: it is not to be held back for long. */
  readonly fromLane?: boolean | undefined;
};

export type Admission<T> =
  | { readonly kind: "done"; readonly value: T }
  /** Its key stays closed for so long that waiting here would be in the way of others; the work was not begun. */
  | { readonly kind: "deferred"; readonly forMs: number; readonly reason: string };

/** Lets deliveries of one connection through when the vendor can take them: before the claim, never after. */
export type Gate = {
  /** Rejects with the signal's reason when it is aborted before the work began. */
  admit<T>(work: () => Promise<Passed<T>>, ask: Ask): Promise<Admission<T>>;
  readonly circuit: CircuitPosition;
};
