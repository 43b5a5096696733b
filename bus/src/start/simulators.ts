import { ConfigError } from "../config/bus-plan.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import type { RunningRole } from "../role.ts";
import { addressOf, startSimulators } from "../testing/index.ts";
import type { StartContext } from "./start-context.ts";

/** The addresses of the simulators that a configuration asks for: of each connection's vendor one. */
export function simulatorAddresses({ connections }: SpindleConfig): readonly string[] {
  const simulated = Object.entries(connections).filter(([, { simulator }]) => simulator !== undefined);
  const adapters = simulated.map(([, { adapter }]) => adapter.name);
  return simulated.map(
    ([
      connection,
      {
        adapter: { name: adapter },
      },
    ]) => addressOf({ adapter, connection }, adapters),
  );
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
      Object.entries(settings.simulatorUrls).map(([address, url]) => [address, Number(new URL(url).port)]),
    ),
    webhookTarget: (connection, webhook) =>
      new URL(`http://127.0.0.1:${settings.ingressPort}/v1/webhooks/${connection}/${webhook}`),
  });
  log.info({ port, urls }, "simulators listen");
  return { stop: close };
}
