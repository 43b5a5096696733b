import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { forgetRunning, noteRunning, settingsBeside } from "./running.ts";

function setup() {
  const dataDir = mkdtempSync(join(tmpdir(), "running-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  return { dataDir, env: { SPINDLE_DATA_DIR: dataDir }, file: join(dataDir, "running.json") };
}

test("a command typed beside a start takes that start's settings", () => {
  const { dataDir, env } = setup();
  noteRunning(dataDir, { SPINDLE_INGRESS_PORT: "9080" });
  expect(settingsBeside(env).ingressPort).toBe(9080);
});

test("the environment comes before them", () => {
  const { dataDir, env } = setup();
  noteRunning(dataDir, { SPINDLE_INGRESS_PORT: "9080" });
  expect(settingsBeside({ ...env, SPINDLE_INGRESS_PORT: "7080" }).ingressPort).toBe(7080);
});

test("a start that has ended, in good order or not, counts for nothing", () => {
  const { dataDir, env, file } = setup();
  noteRunning(dataDir, { SPINDLE_INGRESS_PORT: "9080" });
  const noted = JSON.parse(readFileSync(file, "utf8"));
  // Beyond every pid that Linux gives.
  writeFileSync(file, JSON.stringify({ ...noted, pid: 2 ** 22 + 1 }));
  expect(settingsBeside(env).ingressPort).toBe(8080);
  forgetRunning(dataDir);
  expect(settingsBeside(env).ingressPort).toBe(8080);
});

test("its note holds passwords, so only its owner can read it", () => {
  const { dataDir, file } = setup();
  noteRunning(dataDir, {});
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
