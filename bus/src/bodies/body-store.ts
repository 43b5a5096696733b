/**
 * Keeps the bytes of large messages. Names are 64 hex digits, made of what they stand for: what is put under one name
 * twice is the same. Every method may be repeated, and throws where the store cannot be used for the moment.
 */
export type BodyStore = {
  /** What the references to its bytes begin with; a name is what follows. */
  readonly prefix: string;
  /** Resolves when the bytes are safe. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or undefined where there are none (any more). */
  get(name: string): Promise<Uint8Array | undefined>;
  /** Harmless where there are none. */
  remove(name: string): Promise<void>;
};

/** What is kept for which message, so that nothing stays that no message needs. */
export type BodyCatalogue = {
  /** Notes, before the bytes are put, that they will be there and whose they are. */
  note(ref: string, of: BodyOwner): Promise<void>;
  forget(ref: string): Promise<void>;
};

/** The message whose bytes they are, as its source knows it. */
export type BodyOwner = { readonly source: string; readonly sourceId: string };
