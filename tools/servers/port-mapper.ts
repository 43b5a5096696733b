import { execFile, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { commandLineOf, end, pidOf } from "./processes.ts";

const run = promisify(execFile);

/** Erlang's port mapper (epmd), one for each node. */
export type PortMapper = { readonly pid: number; stop(): Promise<void> };

/**
 * Starts the port mapper of a node, in the foreground: a child that we can end, where Erlang itself would start a
 * daemon that stays for ever. One of its own lets every node have the same name.
 */
export async function startPortMapper(epmd: string, port: number, directory: string): Promise<PortMapper> {
  const child = spawn(epmd, ["-port", String(port), "-address", "127.0.0.1"], {
    stdio: "ignore",
    detached: true,
    cwd: "/",
  });
  const pid = await pidOf(child);
  await writeFile(pidFileOf(directory), String(pid));
  return {
    pid,
    async stop() {
      await end(pid, "SIGTERM", 2_000);
      // Had somebody killed ours, the node has started that daemon.
      await run(epmd, ["-port", String(port), "-kill"]).catch(() => "none runs");
    },
  };
}

/** Stops a node's port mapper whose guard was killed. */
export async function stopLeftOverPortMapper(directory: string): Promise<void> {
  const pid = Number(await readFile(pidFileOf(directory), "utf8").catch(() => "0"));
  if (commandLineOf(pid).includes("epmd -port")) await end(pid, "SIGTERM", 2_000);
}

const pidFileOf = (directory: string) => join(directory, "epmd.pid");
