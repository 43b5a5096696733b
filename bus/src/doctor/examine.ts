import { messageOf } from "../command/failure.ts";
import type { Host } from "../command/host.ts";
import type { Settings } from "../settings.ts";
import { settingsBeside } from "../start/running.ts";
import { failed, ok, type Finding } from "./check.ts";
import { checkBodyStore } from "./check-body-store.ts";
import { checkConfig, checkNode, checkSecrets } from "./check-config.ts";
import { checkIssuers } from "./check-issuers.ts";
import { checkKeys } from "./check-keys.ts";
import { checkNotices } from "./check-notices.ts";
import { checkPorts } from "./check-ports.ts";
import { checkRetention } from "./check-retention.ts";
import { checkBroker, checkDatabase } from "./check-servers.ts";

/** Every check that can be made; one that fails keeps none of the others from being made. */
export async function examine(host: Host): Promise<readonly Finding[]> {
  const node = checkNode(process.versions.node);
  let settings: Settings;
  try {
    settings = settingsBeside(host.env);
  } catch (error) {
    return [node, failed("environment", messageOf(error), "Correct these variables, then run this again.")];
  }
  const { finding, config } = await checkConfig(settings);
  const [issuers, bodyStore, broker, database, keys, notices, retention, ports] = await Promise.all([
    config ? checkIssuers(config) : [],
    config ? checkBodyStore(config) : [],
    checkBroker(settings, config),
    checkDatabase(settings.databaseUrl),
    checkKeys(settings),
    checkNotices(config, settings.databaseUrl),
    checkRetention(config, settings.databaseUrl),
    checkPorts(settings, host.fetch),
  ]);
  return [
    node,
    ok("environment", "every SPINDLE_ variable is known"),
    finding,
    ...(config ? [checkSecrets(config, host.env, settings)] : []),
    ...issuers,
    ...bodyStore,
    ...broker,
    ...database,
    ...keys,
    ...notices,
    ...retention,
    ...ports,
  ];
}
