/** What a key is for: bodies about a person; those of a day that name nobody; one request to forget; the hashes of names. */
export type KeyKind = "subject" | "day" | "erasure" | "index";

/** A key as it is stored; without its wrapped bytes once it is destroyed. */
export type StoredKey = {
  readonly id: string;
  /** A keyed hash of what the key is for: the table names nobody. */
  readonly hash: Uint8Array;
  readonly master: string | null;
  readonly wrapped: Uint8Array | null;
  /** A time as Postgres writes it. */
  readonly destroyedAt: string | null;
};

/** A key for what has none yet. */
export type NewKey = {
  readonly id: string;
  readonly hash: Uint8Array;
  readonly kind: KeyKind;
  readonly master: string;
  readonly wrapped: Uint8Array;
};

/** Where wrapped keys are kept. */
export type KeyStore = {
  /** The key in use for each hash: the one that is there, else the given one, which is there from now on. In their order. */
  inUse(keys: readonly NewKey[]): Promise<readonly StoredKey[]>;
  /** Keys by their ids, destroyed ones too; undefined for ids that nobody knows. */
  byId(ids: readonly string[]): Promise<readonly (StoredKey | undefined)[]>;
};
