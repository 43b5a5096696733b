import type { Ledger } from "../../delivery/ledger.ts";
import type { Memory } from "../../delivery/ports.ts";
import type { DeliveryState } from "../../delivery/states.ts";
import type { Token } from "../../delivery/token.ts";

/** What every ledger knows of a delivery. */
export type LedgerEntry = {
  readonly state: DeliveryState;
  readonly starts: number;
  readonly barren: number;
  readonly attempts: number;
  readonly generation: number;
  readonly era: number;
  readonly inDoubt: boolean;
  readonly suspect: boolean;
  readonly reason: string | undefined;
  readonly vendorReference: string | undefined;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** Whether it is kept by more than its token. */
  readonly stored: boolean;
};

/** A ledger with what a test needs around it. */
export type LedgerUnderTest = {
  readonly ledger: Ledger;
  readonly memory: Memory;
  /** Lets time pass for everything that the ledger wrote down. */
  readonly pass: (ms: number) => Promise<void>;
  readonly entry: (token: Token) => Promise<LedgerEntry | undefined>;
  /** The scheduler: retry tokens of what is due. */
  readonly takeDue: () => Promise<readonly Token[]>;
  /** The sweeper: deliveries whose worker died and whose message is stored are made to wait. */
  readonly returnExpired: (quietMs: number) => Promise<void>;
  /** The operator: `dead → waiting`, due, in another life. */
  readonly replay: (token: Token) => Promise<void>;
};
