import { hostname } from "node:os";
import { messageOf, wrongUsage } from "../command/failure.ts";
import type { Host } from "../command/host.ts";
import { planBus } from "../config/bus-plan.ts";
import { loadConfig } from "../config/load-config.ts";
import { secretsBeside } from "./dev-secrets.ts";
import { openLog } from "./log.ts";
import { readyMessage, stopWithinMs, type RoleName } from "./role-names.ts";
import { starters } from "./role-starters.ts";
import { settingsBeside } from "./running.ts";
import { endInGoodOrder } from "./stop-signals.ts";
import { watchEventLoop } from "./watch-event-loop.ts";

/**
 * Runs one role in this process until it is told to stop.
 * @throws where it cannot be started; then the process must end, although connections may be open
 */
export async function runRole(role: RoleName, { env, stdout }: Host, supervised: boolean): Promise<void> {
  let stop = async (): Promise<void> => undefined;
  const settings = settingsBeside(env);
  const log = openLog(role, settings.logLevel, stdout);
  endInGoodOrder({
    stop: () => stop(),
    withinMs: stopWithinMs[role],
    supervised,
    onError: (message, err) => log.fatal({ err }, message),
  });
  const config = await loadConfig(settings);
  // Whoever supervises it has checked the configuration before it started any role.
  const plan = planBus(config, secretsBeside(env, settings), { trusted: supervised });
  const name = `${role}@${hostname()}:${process.pid}`;
  try {
    const start = await starters[role]();
    const running = await start({ settings, config, plan, log, name });
    stop = () => running.stop();
  } catch (error) {
    if (portTaken(error)) throw wrongUsage(messageOf(error));
    throw error;
  }
  // From here on; loading the role's code takes the event loop for longer than anything that follows.
  watchEventLoop({ log });
  log.info({ name }, "ready");
  process.send?.(readyMessage);
}

/** A taken port is mended in the settings; starting again does not help. */
function portTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "EADDRINUSE") || portTaken(error.cause);
}
