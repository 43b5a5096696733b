import type { CircuitPosition } from "../delivery/gate.ts";
import type { GateLimits } from "./accounts.ts";
import { openSharedGate, type ClosableGate } from "./gate.ts";
import { memoryStandings } from "./memory-standings.ts";
import { processTime } from "./standings.ts";

type LocalGateOptions = GateLimits & { readonly onCircuit?: (position: CircuitPosition) => void };

/** A gate that nobody shares: for a harness, a benchmark, a test. */
export function openGate({ onCircuit, ...limits }: LocalGateOptions): ClosableGate {
  return openSharedGate({
    connection: "local",
    limits,
    worker: "local",
    standings: memoryStandings(),
    time: processTime,
    onCircuit,
  });
}
