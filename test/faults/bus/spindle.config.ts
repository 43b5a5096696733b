import { defineConfig } from "@spindlebus/bus";
import { bare, bulk, keyed, lanes, latest, natural, probed } from "./adapters.ts";
import { stepFiled, stepTaken, stepUndone } from "./contracts.ts";

/** One connection for each kind of operation, all at the vendor of the fault suite. */
export default defineConfig(({ simulator }) => {
  const vendor = simulator("vendor") ?? "http://127.0.0.1:9";
  const at = (connection: string) => ({ settings: { baseUrl: `${vendor}/${connection}` } });
  return {
    contracts: [stepTaken, stepFiled, stepUndone],
    connections: {
      keyed: { adapter: keyed, ...at("keyed") },
      natural: { adapter: natural, ...at("natural") },
      probed: { adapter: probed, ...at("probed") },
      bare: { adapter: bare, ...at("bare") },
      latest: { adapter: latest, ...at("latest") },
      lanes: { adapter: lanes, ...at("lanes") },
      bulk: { adapter: bulk, ...at("bulk") },
    },
  };
});
