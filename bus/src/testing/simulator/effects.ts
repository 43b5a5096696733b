/** Something that a simulated vendor did; tests count these to prove "exactly once". */
export type Effect = {
  readonly id: string;
  /** The operation of the adapter that it stands for. */
  readonly operation: string;
  /** The business id that the request carried: an order id, a refund id. */
  readonly reference: string;
  /** RFC 3339. */
  readonly at: string;
  /** Whatever the vendor knows about it: its own id, amounts. */
  readonly [fact: string]: unknown;
};

/** An effect as a handler reports it; the ledger adds id and time. */
export type NewEffect = {
  readonly operation: string;
  readonly reference: string;
  readonly [fact: string]: unknown;
};

/** Everything that a simulated vendor did, in order. Never trimmed: a missing effect would look like a lost one. */
export class EffectLedger {
  readonly #effects: Effect[] = [];
  readonly #now: () => number;
  #last = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(effect: NewEffect): Effect {
    this.#last += 1;
    const added = { ...effect, id: `effect-${this.#last}`, at: new Date(this.#now()).toISOString() };
    this.#effects.push(added);
    return added;
  }

  list(): readonly Effect[] {
    return this.#effects;
  }

  clear(): void {
    this.#effects.length = 0;
  }
}
