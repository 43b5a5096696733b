import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How to call `rabbitmqctl` for a broker of ours. */
export type Control = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** One server as `servers.json` shows it; `pid` is missing while it is down, and for a server that is not ours. */
export type ServerRecord = { readonly url: string; readonly pid?: number };

/** What `servers.json` in the data dir says: always the servers as they run now. */
export type ServersRecord = {
  readonly rabbitmq: ServerRecord & { readonly control?: Control };
  readonly postgres: ServerRecord;
};

/** The servers of a data dir, or nothing while they are not all started. */
export function readRecord(dataDir: string): ServersRecord | undefined {
  try {
    // Written by `writeRecord`, whole or not at all.
    const record: ServersRecord = JSON.parse(readFileSync(fileOf(dataDir), "utf8"));
    return record;
  } catch {
    return undefined;
  }
}

/** Replaces `servers.json` in one step; it holds passwords, so only its owner can read it. */
export function writeRecord(dataDir: string, record: ServersRecord): void {
  const unfinished = `${fileOf(dataDir)}.new`;
  writeFileSync(unfinished, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, fileOf(dataDir));
}

/** Removes `servers.json`: nothing runs. */
export const removeRecord = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

const fileOf = (dataDir: string) => join(dataDir, "servers.json");
