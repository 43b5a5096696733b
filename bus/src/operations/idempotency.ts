/** An acting request that names its own key, so that a repeat acts once. */
export type KeyedRequest = {
  readonly actor: string;
  readonly key: string;
  /** SHA-256 over method, path and body. */
  readonly fingerprint: Uint8Array;
};

/** The answer that every repeat gets. */
export type StoredAnswer = {
  readonly status: number;
  readonly location?: string | undefined;
  readonly body: string;
};

/** Whether a keyed request is the first one. */
export type KeyStanding =
  | { readonly kind: "first" }
  | { readonly kind: "answered"; readonly answer: StoredAnswer }
  /** The first one has not been answered yet, or died while it acted. */
  | { readonly kind: "unanswered" }
  /** The key was used for something else. */
  | { readonly kind: "otherRequest" };

/** Keys are remembered for a day. */
export type IdempotencyKeys = {
  begin(request: KeyedRequest): Promise<KeyStanding>;
  finish(request: KeyedRequest, answer: StoredAnswer): Promise<void>;
  /** The request came to nothing: its key is free again. */
  forget(request: KeyedRequest): Promise<void>;
};
