import { actsOn } from "./ledger-suite/acts.ts";
import { batchRules } from "./ledger-suite/batch.ts";
import { deferRules } from "./ledger-suite/defer.ts";
import { firstTokenRules } from "./ledger-suite/first-token.ts";
import { retryTokenRules } from "./ledger-suite/retry-token.ts";
import { settleRules } from "./ledger-suite/settle.ts";
import { timeRules } from "./ledger-suite/time.ts";
import type { LedgerUnderTest } from "./ledger-suite/under-test.ts";

export type { LedgerUnderTest } from "./ledger-suite/under-test.ts";

/** The rules of a ledger, for every implementation: each test gets a fresh one from `open`. */
export function ledgerSuite(open: () => Promise<LedgerUnderTest>): void {
  const setup = () => actsOn(open);
  firstTokenRules(setup);
  retryTokenRules(setup);
  settleRules(setup);
  deferRules(setup);
  batchRules(setup);
  timeRules(setup);
}
