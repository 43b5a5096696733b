import { existsSync } from "node:fs";
import { messageOf } from "../command/failure.ts";
import { planBus } from "../config/bus-plan.ts";
import { loadConfig } from "../config/load-config.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import { routedTypes } from "../config/routed-types.ts";
import { secretVariable } from "../config/secret-source.ts";
import { secretsBeside } from "../start/dev-secrets.ts";
import type { Environment, Settings } from "../settings.ts";
import { failed, ok, type Finding } from "./check.ts";

const needed = 24;

/** Whether this is the Node that the product is written for. */
export function checkNode(version: string): Finding {
  const isEnough = Number(version.split(".")[0]) >= needed;
  return isEnough
    ? ok("node", version)
    : failed(
        "node",
        `${version} is too old`,
        `Install Node ${needed}, or run "npm install", which brings it.`,
      );
}

/** Whether the configuration can be loaded, and its routes if so. */
export async function checkConfig(
  settings: Settings,
): Promise<{ readonly finding: Finding; readonly config?: SpindleConfig }> {
  try {
    const config = await loadConfig(settings);
    const connections = Object.keys(config.connections).length;
    const routes = routedTypes(config).length;
    const detail = `${settings.configPath}: ${connections} connections, ${routes} routes, ${config.contracts.length} contracts`;
    return { finding: ok("config", detail), config };
  } catch (error) {
    return { finding: failed("config", messageOf(error), "Mend the configuration, then run this again.") };
  }
}

/** Whether every connection has its secrets. Their values are neither shown nor sent. */
export function checkSecrets(config: SpindleConfig, env: Environment, settings: Settings): Finding {
  const secretOf = secretsBeside(env, settings);
  try {
    planBus(config, secretOf);
    return ok("secrets", "every connection has its settings and secrets");
  } catch (error) {
    const hint = existsSync(settings.dataDir) ? "" : ` "npm start" makes secrets for its simulators.`;
    const example = Object.entries(config.connections).flatMap(([id, { adapter }]) =>
      Object.keys(adapter.secrets.shape).map((name) => secretVariable(id, name)),
    )[0];
    return failed(
      "secrets",
      messageOf(error),
      `Set the variables it names, such as ${example ?? "…"}.${hint}`,
    );
  }
}
