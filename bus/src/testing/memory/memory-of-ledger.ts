import type { Memory } from "../../delivery/ports.ts";
import type { MemoryLedger } from "./memory-ledger.ts";

/** The adapters' memory over a memory ledger. What nobody wrote is unknown: there is no intake to ask. */
export function memoryOf(ledger: MemoryLedger): Memory {
  return {
    recall: async (connection, { kind, ids }) => {
      for (const id of ids) {
        const found = ledger.facts.findLast(
          (each) => each.connection === connection && each.kind === kind && each.id === id,
        );
        if (!found) continue;
        const { connection: _ofTheLedger, subject: _whose, ...fact } = found;
        return { kind: "found", fact };
      }
      return { kind: "unknown" };
    },
  };
}
