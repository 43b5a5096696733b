import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import getPort from "get-port";
import type { Misdeed } from "../vendor/misdeeds.ts";
import { readJournal, type JournalLine } from "../vendor/journal.ts";
import type { Logbook } from "./logbook.ts";

/** The vendor's process, and what can be done to it. */
export type VendorProcess = {
  readonly url: string;
  /** Replaces what it does wrong. */
  readonly script: (...misdeeds: readonly Partial<Misdeed>[]) => Promise<void>;
  readonly journal: () => readonly JournalLine[];
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
};

const program = new URL("../vendor/process.ts", import.meta.url).pathname;

/** Starts the vendor of the fault suite. */
export async function startVendor(directory: string, seed: number, logbook: Logbook): Promise<VendorProcess> {
  const port = await getPort();
  const journal = join(directory, "vendor.jsonl");
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const vendor: VendorProcess = {
    url,
    async script(...misdeeds) {
      for (const { kind = "nothing", connection = "all", share = 1 } of misdeeds)
        logbook.fault({ kind: `vendor ${kind}`, target: `${connection} (share ${share})` });
      const response = await fetch(`${url}/script`, { method: "PUT", body: JSON.stringify(misdeeds) });
      if (!response.ok) throw new Error(`the vendor did not take its script: ${response.status}`);
    },
    journal: () => readJournal(journal),
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
    async start() {
      child = spawn(process.execPath, [program], {
        env: { ...process.env, FAULTS_VENDOR: JSON.stringify({ port, journal, seed }) },
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      await once(child, "message");
    },
  };
  await vendor.start();
  return vendor;
}
