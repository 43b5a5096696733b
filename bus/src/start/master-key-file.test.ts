import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ConfigError } from "../config/bus-plan.ts";
import { masterKeysOf } from "../sealing/master-keys.ts";
import { keepMasterKey, withMasterKeys } from "./master-key-file.ts";

const text = Buffer.alloc(32, 1).toString("base64");

function setup(host = "127.0.0.1") {
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-key-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const file = join(dataDir, "master-key");
  const databaseUrl = `postgres://spindle@${host}:5432/spindle`;
  const settings: Parameters<typeof withMasterKeys>[0] = { dataDir, databaseUrl, masterKeys: undefined };
  return { file, settings };
}

test("a start makes a key beside a database on this machine, once, for nobody else to read", () => {
  const { file, settings } = setup();
  const first = keepMasterKey(settings);
  expect(first.masterKeys).toEqual(masterKeysOf([readFileSync(file, "utf8")]));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(keepMasterKey(settings).masterKeys).toEqual(first.masterKeys);
});

test("roles and commands take the key that a start has made", () => {
  const { settings } = setup();
  const { masterKeys } = keepMasterKey(settings);
  expect(withMasterKeys(settings).masterKeys).toEqual(masterKeys);
});

test("without one they make none, for it could be lost with their disk, and say what to do", () => {
  const { file, settings } = setup();
  expect(() => withMasterKeys(settings)).toThrow(ConfigError);
  expect(() => withMasterKeys(settings)).toThrow(
    /master-key .*"spindle start".*SPINDLE_DATA_DIR.*SPINDLE_MASTER_KEY/,
  );
  expect(existsSync(file)).toBe(false);
});

test("beside a database elsewhere nobody makes one, nor takes what is kept here", () => {
  const { file, settings } = setup();
  keepMasterKey(settings);
  const elsewhere = { ...settings, databaseUrl: "postgres://spindle@db.acme.example/spindle" };
  expect(() => withMasterKeys(elsewhere)).toThrow(/SPINDLE_MASTER_KEY is not set/);
  rmSync(file);
  expect(() => keepMasterKey(elsewhere)).toThrow(/SPINDLE_MASTER_KEY is not set/);
  expect(existsSync(file)).toBe(false);
});

test("the environment's are taken wherever the database is", () => {
  const { settings } = setup("db.acme.example");
  const masterKeys = masterKeysOf([text]);
  expect(keepMasterKey({ ...settings, masterKeys }).masterKeys).toBe(masterKeys);
  expect(withMasterKeys({ ...settings, masterKeys }).masterKeys).toBe(masterKeys);
});
