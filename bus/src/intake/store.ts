import type { Choice } from "../routing/choice.ts";
import type { Erased } from "../sealing/seals.ts";
import type { Draft } from "./draft.ts";

/** A draft with all that the intake decides about it. */
export type IntakeRow = {
  readonly id: string;
  readonly draft: Draft;
  readonly entityKey: string;
  readonly digest: Uint8Array;
  readonly routes: readonly string[];
  /** Roll-outs that add to the routes what they choose. */
  readonly choices?: readonly Choice[];
  /** Routes on which nothing is to be sent. */
  readonly shadows?: readonly string[];
  readonly causationId: string | undefined;
  /** Of a request to forget somebody: which keys it ends. */
  readonly erases?: Erased;
};

/** What the intake table says: ours is new, or the source has used this id before. */
export type Registered = {
  /** The bus id: a new one, or that of the first time. */
  readonly id: string;
  readonly fresh: boolean;
  /** The routes decided the first time. */
  readonly routes: readonly string[];
  /** Whether the broker has confirmed it. */
  readonly confirmed: boolean;
  readonly sameDigest: boolean;
};

/** Where accepted messages are registered: `(source, source id)` is unique. */
export type IntakeStore = {
  /** One commit for all rows; results in their order. */
  register(rows: readonly IntakeRow[]): Promise<readonly Registered[]>;
  /** The broker has them. */
  confirm(ids: readonly string[]): Promise<void>;
};
