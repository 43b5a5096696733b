import type { Contract } from "@spindlebus/contracts";
import { planBus, type BusPlan } from "../config/bus-plan.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import { loadConfig } from "../config/load-config.ts";
import type { RoleContext } from "../role.ts";
import { secretsFromEnvironment, type Environment } from "../settings.ts";
import { keepDevSecrets, secretsBeside } from "./dev-secrets.ts";
import { keepMasterKey } from "./master-key-file.ts";
import { choosePorts, type ChosenPorts } from "./ports.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { prepareBroker } from "./prepare-broker.ts";
import { makePrivateFolder } from "./private-file.ts";
import { settingsOf } from "./running.ts";
import { withServers } from "./server-urls.ts";
import { simulatorAddresses } from "./simulators.ts";
import { keepTokens } from "./tokens.ts";

/** A run of all roles, decided and prepared. */
export type Run = {
  readonly settings: RoleContext["settings"];
  /** The settings as the variables that every process of the run is given. */
  readonly environment: Readonly<Record<string, string>>;
  /** Something that can be published here, and where its first route leads. */
  readonly example: { readonly contract: Contract; readonly adapter: string } | undefined;
};

/**
 * Decides ports, secrets and settings of a run, and prepares database, broker and tokens.
 * @throws with what to mend: settings, configuration, secrets, a taken port, a server that cannot be used
 */
export async function prepareRun(
  env: Environment,
  simulators: boolean,
  say: (line: string) => void,
): Promise<Run> {
  const given = keepMasterKey(withServers(settingsOf(env)));
  makePrivateFolder(given.dataDir);
  // Asked once without simulators, to learn which vendors can be simulated.
  const addresses = simulators ? simulatorAddresses(await loadConfig(given)) : [];
  const settings = withPorts(given, await choosePorts(given, addresses));
  const config = await loadConfig(settings);
  if (simulators) keepDevSecrets(config, secretsFromEnvironment(env), settings.dataDir);
  const plan = planBus(config, secretsBeside(env, settings));
  await timed("database migrated", say, () => migrateDatabase(settings.databaseUrl));
  await timed("topology applied", say, () => prepareBroker(settings, config));
  await keepTokens(settings.databaseUrl, settings.dataDir);
  return { settings, environment: environmentOf(settings), example: exampleOf(config, plan) };
}

function withPorts(given: Run["settings"], { vendorPorts, ...ports }: ChosenPorts): Run["settings"] {
  const chosen = Object.entries(vendorPorts).map(
    ([address, port]) => [address, `http://127.0.0.1:${port}`] as const,
  );
  return { ...given, ...ports, simulatorUrls: { ...given.simulatorUrls, ...Object.fromEntries(chosen) } };
}

function environmentOf(settings: Run["settings"]): Run["environment"] {
  return {
    SPINDLE_AMQP_URL: settings.amqpUrl,
    SPINDLE_DATABASE_URL: settings.databaseUrl,
    SPINDLE_INGRESS_PORT: String(settings.ingressPort),
    SPINDLE_ADMIN_PORT: String(settings.adminPort),
    SPINDLE_SIMULATOR_PORT: String(settings.simulatorPort),
    SPINDLE_SIMULATOR_URLS: JSON.stringify(settings.simulatorUrls),
    SPINDLE_HOST: settings.host,
    SPINDLE_DATA_DIR: settings.dataDir,
    SPINDLE_CONFIG: settings.configPath,
    SPINDLE_LOG_LEVEL: settings.logLevel,
  };
}

function exampleOf({ contracts }: SpindleConfig, { routes }: BusPlan): Run["example"] {
  for (const { connection, operation } of routes) {
    const contract = contracts.find(
      ({ type, examples }) => type === operation.on.type && examples.length > 0,
    );
    if (contract) return { contract, adapter: connection.adapter.name };
  }
  return undefined;
}

async function timed(what: string, say: (line: string) => void, work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  await work();
  say(`${what} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
}
