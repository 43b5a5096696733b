import { ledgerSuite, type LedgerUnderTest } from "../ledger-suite.ts";
import { manualClock } from "./manual-clock.ts";
import { memoryLedger } from "./memory-ledger.ts";
import { memoryOf } from "./memory-of-ledger.ts";

const route = "toy.takeNote";

ledgerSuite(async (): Promise<LedgerUnderTest> => {
  const clock = manualClock(Date.now());
  const ledger = memoryLedger(clock);
  const deliveryOf = (id: string) => ledger.deliveries.get(`${id}:${route}`);
  return {
    ledger,
    memory: memoryOf(ledger),
    pass: async (ms) => clock.advance(ms),
    entry: async ({ envelope }) => {
      const known = deliveryOf(envelope.id);
      if (!known) return undefined;
      const { state, starts, barren, attempts, generation, era, reason, vendorReference, error } = known;
      const inDoubt = known.doubtSinceMs !== undefined;
      const stored = known.stored !== undefined;
      return {
        state,
        starts,
        barren,
        attempts,
        generation,
        era,
        inDoubt,
        suspect: known.suspect,
        reason,
        vendorReference,
        error,
        stored,
      };
    },
    takeDue: async () => ledger.takeDue(route),
    returnExpired: async (quietMs) => ledger.returnExpired(quietMs),
    replay: async ({ envelope }) => {
      const known = deliveryOf(envelope.id);
      if (known?.state !== "dead") throw new Error(`${envelope.id} is ${known?.state}, not dead`);
      known.state = "waiting";
      known.nextAttemptAtMs = clock.now();
      known.generation += 1;
      known.attempts = 0;
      known.barren = 0;
    },
  };
});
