import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Database, startDatabase } from "../faults/support/database.ts";

/** The database that fault tests hurt: that it is hurt as it says. */

const root = mkdtempSync(join(tmpdir(), "spindle-database-"));
let database: Database;
beforeAll(async () => {
  database = await startDatabase({ dataDir: join(root, "own"), settings: ["max_connections=20"] });
});
afterAll(async () => {
  await database?.close();
  rmSync(root, { recursive: true, force: true });
});

/** A client that connects anew for every statement, so that a hurt connection is not the next test's. */
async function query(statement: string): Promise<unknown[]> {
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function freshTable(name: string): Promise<void> {
  await query(`CREATE TABLE ${name} (n int)`);
  await query(`INSERT INTO ${name} VALUES (1)`);
}

test("is gone after a kill, and has what was committed once it is started", async () => {
  await freshTable("killed");
  await database.kill();
  await expect(query("SELECT 1")).rejects.toThrow("ECONNREFUSED");
  await database.start();
  expect(await query("SELECT n FROM killed")).toEqual([{ n: 1 }]);
});

test("has what was committed after a crash", async () => {
  await freshTable("crashed");
  await database.crash();
  expect(await query("SELECT n FROM crashed")).toEqual([{ n: 1 }]);
});

test("a frozen one answers nothing until it is thawed, and then what it was asked meanwhile", async () => {
  await freshTable("frozen");
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  onTestFinished(() => sql.end({ timeout: 1 }));
  await sql`SELECT 1`;
  database.freeze();
  let answered = false;
  const asking = sql`SELECT n FROM frozen`.then(([row]) => {
    answered = true;
    return row;
  });
  const nobody = query("SELECT 1");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toBe(false);
  database.thaw();
  expect(await asking).toEqual({ n: 1 });
  await nobody;
});

test("a frozen one can be killed and started", async () => {
  await freshTable("frozen_then_killed");
  database.freeze();
  await database.kill();
  await database.start();
  expect(await query("SELECT n FROM frozen_then_killed")).toEqual([{ n: 1 }]);
});

test("goes back to a base backup that was taken while clients were connected", async () => {
  await freshTable("kept");
  await database.backup("first");
  await query("INSERT INTO kept VALUES (2)");
  await database.restore("first");
  expect(await query("SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("has no connection left for others until those that were taken are given back", async () => {
  const giveBack = await database.exhaust();
  await expect(query("SELECT 1")).rejects.toMatchObject({ code: "53300" });
  await giveBack();
  expect(await query("SELECT 1 AS n")).toEqual([{ n: 1 }]);
});
