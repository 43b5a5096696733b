import { ConfigError } from "../config/bus-plan.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import type { RunningRole } from "../role.ts";
import { startSimulators } from "../testing/index.ts";
import type { StartContext } from "./start-context.ts";

/** Adapters whose vendor the configuration can simulate, each once. */
export function simulatedAdapters({ connections }: SpindleConfig): readonly string[] {
  const simulated = Object.values(connections).filter(({ simulator }) => simulator !== undefined);
  return [...new Set(simulated.map(({ adapter }) => adapter.name))];
}

/**
 * Runs the simulators of a configuration: each on the port that its URL in the settings names, all on the shared one.
 * Their webhooks go to the ingress of this machine.
 */
export async function startConfiguredSimulators({
  settings,
  config,
  plan,
  log,
}: StartContext): Promise<RunningRole> {
  const simulators = await Promise.all(
    Object.entries(config.connections).flatMap(([id, { simulator }]) => {
      const connection = plan.connections.get(id);
      if (!simulator || !connection) return [];
      const { settings: ofConnection, secrets } = connection;
      return simulator().then((module) => ({
        connection: id,
        simulator: module.default,
        settings: ofConnection,
        secrets,
      }));
    }),
  );
  if (simulators.length === 0)
    throw new ConfigError(["No connection has a simulator; there is nothing to run."]);
  const { close, urls, port } = await startSimulators({
    simulators,
    port: settings.simulatorPort,
    ports: Object.fromEntries(
      Object.entries(settings.simulatorUrls).map(([adapter, url]) => [adapter, Number(new URL(url).port)]),
    ),
    webhookTarget: (connection, webhook) =>
      new URL(`http://127.0.0.1:${settings.ingressPort}/v1/webhooks/${connection}/${webhook}`),
  });
  log.info({ port, urls }, "simulators listen");
  return { stop: close };
}
