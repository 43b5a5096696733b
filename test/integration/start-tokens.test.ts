import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findToken } from "../../bus/src/postgres/tokens.ts";
import { keepTokens } from "../../bus/src/start/tokens.ts";
import { migratedDatabase } from "../support/servers.ts";

/** The tokens that `spindle start` leaves in its data dir. */

let dataDir: string;
let databaseUrl: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "tokens-"));
  databaseUrl = await migratedDatabase();
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const tokenIn = (file: string) => readFileSync(join(dataDir, file), "utf8").trim();

async function principalOf(url: string, token: string) {
  const sql = postgres(url, { max: 1 });
  try {
    return await findToken(sql, token);
  } finally {
    await sql.end();
  }
}

test("each opens one door, on this machine only", async () => {
  await keepTokens(databaseUrl, dataDir);
  expect(await principalOf(databaseUrl, tokenIn("admin-token"))).toMatchObject({
    roles: ["admin"],
    loopbackOnly: true,
  });
  expect(await principalOf(databaseUrl, tokenIn("producer-token"))).toMatchObject({
    roles: ["producer"],
    loopbackOnly: true,
  });
});

test("that they were made is in the audit, and no later start is", async () => {
  await keepTokens(databaseUrl, dataDir);
  const sql = postgres(databaseUrl, { max: 1 });
  const lines = await sql<{ line: string }[]>`SELECT actor || ' ' || action AS line FROM audit`;
  await sql.end();
  expect(lines.map(({ line }) => line)).toEqual(Array(2).fill("spindle start token.create"));
});

test("only their owner can read them", () => {
  expect(statSync(join(dataDir, "admin-token")).mode & 0o777).toBe(0o600);
});

test("they stay the same over restarts, also with a new database", async () => {
  const before = tokenIn("admin-token");
  await keepTokens(databaseUrl, dataDir);
  expect(tokenIn("admin-token")).toBe(before);

  const newDatabase = await migratedDatabase();
  await keepTokens(newDatabase, dataDir);
  expect(tokenIn("admin-token")).toBe(before);
  expect(await principalOf(newDatabase, before)).toMatchObject({ roles: ["admin"] });
});
