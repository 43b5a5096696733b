import { useRead } from "../api/queries.ts";
import type { Simulator } from "./faults.ts";

/** The simulator behind a connection; undefined where none runs, as in production. */
export function useSimulator(connection: string): Simulator | undefined {
  const simulators = useRead("/api/v1/simulators", {}, { everyMs: (data) => (data ? 10_000 : false) });
  return simulators.data?.data.find((each) => each.connection === connection);
}
