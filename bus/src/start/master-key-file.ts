import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../config/bus-plan.ts";
import { masterKeysOf, type MasterKeys } from "../sealing/master-keys.ts";
import type { Settings } from "../settings.ts";
import { makePrivateFolder } from "./private-file.ts";

/**
 * Settings with master keys: the environment's, or those that a start has kept in the data dir. None is made: a role's disk may be
 * thrown away with it, and with the key all that is sealed would be lost.
 * @throws ConfigError where there are none, with what to do
 */
export function withMasterKeys<S extends KeySettings>(settings: S): S & { readonly masterKeys: MasterKeys } {
  const masterKeys = knownMasterKeys(settings);
  if (masterKeys) return { ...settings, masterKeys };
  throw new ConfigError([isBesideDatabase(settings) ? notMadeHere(settings.dataDir) : missing]);
}

/**
 * The same for `spindle start`, which has its data dir for good: beside a database on this machine it makes a key the first time.
 * @throws ConfigError where the environment has none and the database is elsewhere: a key made here would open nothing there
 */
export function keepMasterKey<S extends KeySettings>(settings: S): S & { readonly masterKeys: MasterKeys } {
  const { dataDir } = settings;
  if (knownMasterKeys(settings) === undefined && isBesideDatabase(settings)) makeIn(dataDir, fileIn(dataDir));
  return withMasterKeys(settings);
}

type KeySettings = Pick<Settings, "masterKeys" | "databaseUrl" | "dataDir">;

/** The same where there are some already; makes none. */
export function knownMasterKeys(settings: KeySettings): MasterKeys | undefined {
  if (settings.masterKeys) return settings.masterKeys;
  if (!isBesideDatabase(settings)) return undefined;
  const kept = readIfThere(fileIn(settings.dataDir));
  return kept === undefined ? undefined : masterKeysOf([kept]);
}

const missing =
  "SPINDLE_MASTER_KEY is not set: messages about persons are sealed under keys that it wraps. Make one with " +
  '"openssl rand -base64 32", give the same to every role, and keep a copy apart from the database\'s backups: without it ' +
  "nobody can read what is sealed. See docs/how-to/keep-the-keys.md.";

const notMadeHere = (dataDir: string): string =>
  `SPINDLE_MASTER_KEY is not set, and ${fileIn(dataDir)} is not there: messages about persons are sealed under keys that it ` +
  'wraps. Only "spindle start" makes one by itself: run this with its data dir (SPINDLE_DATA_DIR), or set SPINDLE_MASTER_KEY ' +
  'to one of your own, the same for every role ("openssl rand -base64 32"), and keep a copy. See docs/how-to/keep-the-keys.md.';

/** Whether the database of these settings can only be used from this machine, as those for development are. */
function isBesideDatabase({ databaseUrl }: KeySettings): boolean {
  const hostname = databaseUrl === undefined ? undefined : URL.parse(databaseUrl)?.hostname;
  return hostname !== undefined && ["localhost", "127.0.0.1", "[::1]", ""].includes(hostname);
}

const fileIn = (dataDir: string): string => join(dataDir, "master-key");

/** Whole or not at all, and whoever comes second takes what the first has made: processes of a run start at the same time. */
function makeIn(dataDir: string, file: string): void {
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
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
