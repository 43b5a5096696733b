import { postgresLedger as real } from "../../../../bus/src/postgres/ledger.ts";
import { around } from "../failpoints.ts";

export * from "../../../../bus/src/postgres/ledger.ts";

/** The ledger, with failpoints around its commits: `throw` after one is a COMMIT whose answer was lost. */
export const postgresLedger: typeof real = (...options) => {
  const ledger = real(...options);
  return {
    ...ledger,
    claim: (route, ...given) => around("claim", () => ledger.claim(route, ...given), route),
    claimBatch: (route, ...given) => around("claim", () => ledger.claimBatch(route, ...given), route),
    settle: (route, ...given) => around("settle", () => ledger.settle(route, ...given), route),
  };
};
