import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { commandLineOf } from "../../tools/servers/processes.ts";
import { eventually } from "../support/eventually.ts";

/** The servers that fault tests hurt are killed with whoever started them, however that one dies. */

const root = mkdtempSync(join(tmpdir(), "spindle-left-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("an owner killed with -9 leaves no process of its database behind", async () => {
  const dataDir = join(root, "database");
  const owner = hold("database", dataDir);
  await once(owner, "message");
  expect(processesOf(dataDir)).not.toEqual([owner.pid]);
  owner.kill("SIGKILL");
  expect(await eventuallyLeft(dataDir)).toEqual([]);
});

test("an owner killed with -9 while its cluster boots leaves no process behind, the port mapper neither", async () => {
  const dataDir = join(root, "cluster");
  const owner = hold("cluster", dataDir);
  await eventually(
    "three Erlangs",
    async () => processesOf(dataDir).filter((pid) => commandLineOf(pid).includes("beam.smp")).length,
    (count) => count === 3,
  );
  const portMapper = Number(readFileSync(join(dataDir, "epmd.pid"), "utf8"));
  expect(commandLineOf(portMapper)).toContain("epmd");
  owner.kill("SIGKILL");
  expect(await eventuallyLeft(dataDir)).toEqual([]);
  expect(commandLineOf(portMapper)).toBe("");
});

const hold = (what: "cluster" | "database", dataDir: string) =>
  fork(fileURLToPath(new URL("../faults/support/hold.ts", import.meta.url)), [what, dataDir]);

const eventuallyLeft = (dataDir: string) =>
  eventually(
    "the end of all",
    async () => processesOf(dataDir),
    ({ length }) => length === 0,
  );

/** Processes that have the data dir on their command line or in their environment. */
const processesOf = (dataDir: string) =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].some((file) => contains(file, dataDir)))
    .map(Number);

function contains(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8").includes(text);
  } catch {
    return false; // it has just ended, or is not ours to read
  }
}
