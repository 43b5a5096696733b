import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../config/bus-plan.ts";
import { masterKeysOf, type MasterKeys } from "../sealing/master-keys.ts";
import type { Settings } from "../settings.ts";
import { makePrivateFolder } from "./private-file.ts";

/**
 * Settings with master keys: the environment's, or beside a database on this machine the one that is kept, and made the first
 * time, in the data dir.
 * @throws ConfigError where the environment has none and the database is elsewhere: a key made here would open nothing there
 */
export function withMasterKeys<S extends KeySettings>(settings: S): S & { readonly masterKeys: MasterKeys } {
  const { databaseUrl, dataDir } = settings;
  const masterKeys = knownMasterKeys(settings);
  if (masterKeys) return { ...settings, masterKeys };
  if (databaseUrl === undefined || !isLocal(databaseUrl)) throw new ConfigError([missing]);
  return { ...settings, masterKeys: masterKeysOf([makeIn(dataDir, fileIn(dataDir))]) };
}

type KeySettings = Pick<Settings, "masterKeys" | "databaseUrl" | "dataDir">;

/** The same where there are some already; makes none. */
export function knownMasterKeys({ databaseUrl, dataDir, masterKeys }: KeySettings): MasterKeys | undefined {
  if (masterKeys) return masterKeys;
  if (databaseUrl === undefined || !isLocal(databaseUrl)) return undefined;
  const kept = readIfThere(fileIn(dataDir));
  return kept === undefined ? undefined : masterKeysOf([kept]);
}

const missing =
  "SPINDLE_MASTER_KEY is not set: messages about persons are sealed under keys that it wraps. Make one with " +
  '"openssl rand -base64 32", give the same to every role, and keep a copy apart from the database\'s backups: without it ' +
  "nobody can read what is sealed. See docs/how-to/keep-the-keys.md.";

/** Whether the database of these settings can only be used from this machine, as those for development are. */
function isLocal(databaseUrl: string): boolean {
  try {
    return ["localhost", "127.0.0.1", "[::1]", ""].includes(new URL(databaseUrl).hostname);
  } catch {
    return false;
  }
}

const fileIn = (dataDir: string): string => join(dataDir, "master-key");

/** Whole or not at all, and whoever comes second takes what the first has made: processes of a run start at the same time. */
function makeIn(dataDir: string, file: string): string {
  makePrivateFolder(dataDir);
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(own, { force: true });
  }
  return readFileSync(file, "utf8");
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
