/** Where the bytes of a message are that are too long to travel: its tokens carry this in their place. */
export type StoredBody = {
  /** A URI that the store knows which wrote it; the `dataref` of CloudEvents. */
  readonly ref: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string;
  /** The intake's digest of the message, in hex: a row that the database has lost is written again without the bytes. */
  readonly digest: string;
};

/** What is longer than this is stored, and travels by reference. */
export const inlineBytes = 262_144;

/** The body of a token whose bytes are stored. */
export const nothing: Uint8Array = new Uint8Array();
