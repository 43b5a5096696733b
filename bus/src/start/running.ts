import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, wrongUsage } from "../command/failure.ts";
import { readSettings, type Environment, type Settings } from "../settings.ts";
import { writePrivately } from "./private-file.ts";

const Running = z.object({ pid: z.int(), environment: z.record(z.string(), z.string()) });

/** Notes with which `SPINDLE_*` variables a `spindle start` runs, for the commands typed beside it. */
export function noteRunning(dataDir: string, environment: Readonly<Record<string, string>>): void {
  writePrivately(fileOf(dataDir), `${JSON.stringify({ pid: process.pid, environment }, undefined, 2)}\n`);
}

/** Removes that note. */
export const forgetRunning = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/**
 * The settings for a command typed beside a `spindle start`: what the environment does not say is taken from the one
 * that runs on the same data dir, where one runs.
 */
export function settingsBeside(env: Environment): Settings {
  const { dataDir } = settingsOf(env);
  return settingsOf({ ...environmentOfRunning(dataDir), ...env });
}

/** The environment's own settings. @throws CommandFailure where it cannot be used */
export function settingsOf(env: Environment): Settings {
  try {
    return readSettings(env);
  } catch (cause) {
    throw wrongUsage(messageOf(cause));
  }
}

function environmentOfRunning(dataDir: string): Readonly<Record<string, string>> {
  try {
    const { pid, environment } = Running.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
    process.kill(pid, 0);
    return environment;
  } catch {
    // Nothing runs here, or what ran was killed before it could tidy up.
    return {};
  }
}

const fileOf = (dataDir: string): string => join(dataDir, "running.json");
