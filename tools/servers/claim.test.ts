import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { claim, processId, readClaim, stillRuns, unclaim } from "./claim.ts";

const me = processId(process.pid);
const gone = { pid: process.pid, start: "long ago" };

function setup() {
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-claim-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return { dataDir };
}

/** Another process that runs until the test ends. */
async function neighbour() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  onTestFinished(() => void child.kill("SIGKILL"));
  return processId(child.pid ?? 0);
}

test("the first to claim a data dir holds it, and a second is told who does", async () => {
  const { dataDir } = setup();
  const first = { guard: await neighbour(), owner: me };
  expect(claim(dataDir, first)).toEqual(first);
  expect(claim(dataDir, { guard: me, owner: me })).toEqual(first);
  expect(readClaim(dataDir)).toEqual(first);
});

test("the claim of a guard that is gone is taken over, also when its pid was given to another process", () => {
  const { dataDir } = setup();
  writeFileSync(join(dataDir, "guard.json"), JSON.stringify({ guard: gone, owner: gone }));
  const mine = { guard: me, owner: me };
  expect(claim(dataDir, mine)).toBe(mine);
  expect(readClaim(dataDir)).toEqual(mine);
});

test("a claim leaves one file behind, and none when it is given back", () => {
  const { dataDir } = setup();
  writeFileSync(join(dataDir, "guard.json"), JSON.stringify({ guard: gone, owner: gone }));
  claim(dataDir, { guard: me, owner: me });
  expect(readdirSync(dataDir)).toEqual(["guard.json"]);
  unclaim(dataDir);
  expect(readdirSync(dataDir)).toEqual([]);
});

test("a process is told from a later one with its pid", async () => {
  const other = await neighbour();
  expect(stillRuns(other)).toBe(true);
  expect(stillRuns({ ...other, start: "long ago" })).toBe(false);
  expect(stillRuns(processId(2 ** 22 + 1))).toBe(false);
});
