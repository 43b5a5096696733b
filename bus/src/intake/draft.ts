import type { StoredBody } from "../bodies/stored-body.ts";
import type { Publication } from "@spindlebus/contracts";

/** A message as it came in, valid in itself, before it has a bus id. */
export type Draft = {
  readonly message: Publication;
  readonly contentType: string;
  /** The exact bytes of the data; sealed from the moment on in which they may be stored. */
  readonly body: Uint8Array;
  /** Where they are instead, once they were found too long to travel. */
  readonly stored?: StoredBody;
};

/** What became of a draft. */
export type Acceptance =
  /** Stored and confirmed by the broker. */
  | { readonly kind: "accepted"; readonly id: string; readonly duplicate: boolean }
  /** The source used the same id for something else. */
  | { readonly kind: "conflict"; readonly id: string }
  /** Not stored: repeat it later under the same id. */
  | { readonly kind: "notStored"; readonly reason: string }
  /** The database refuses it for what is in it: a repeat would be refused as well. */
  | { readonly kind: "unstorable"; readonly reason: string };
