import type { Simulator, Simulators } from "../simulators.ts";

export const aSimulator: Simulator = {
  address: "paytronix",
  adapter: "paytronix",
  connection: "paytronix",
  operations: ["accruePoints"],
  fault: { kind: "none", hits: 0 },
};

/** One simulated vendor that takes every fault but those for an operation that it has not. */
export const fakeSimulators = (): Simulators => ({
  list: async () => [aSimulator],
  async putFault(_address, fault) {
    if ("operation" in fault && fault.operation !== "accruePoints")
      return {
        ok: false,
        detail: "This fault can never strike.",
        errors: [{ pointer: "/operation", detail: "unknown" }],
      };
    return { ok: true, fault: { kind: "none", ...fault, hits: 0 } };
  },
  effects: async () => 4,
});
