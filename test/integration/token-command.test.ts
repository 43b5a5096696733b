import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { findToken } from "../../bus/src/postgres/tokens.ts";
import { migratedDatabase } from "../support/servers.ts";

const run = promisify(execFile);
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await migratedDatabase();
});

const create = (...words: readonly string[]) =>
  run(process.execPath, ["bus/bin/spindle.mjs", "token", "create", ...words], {
    env: { PATH: process.env["PATH"], SPINDLE_DATABASE_URL: databaseUrl, SPINDLE_AMQP_URL: "amqp://unused" },
  });

async function withDatabase<T>(use: (sql: ReturnType<typeof openDatabase>["sql"]) => Promise<T>): Promise<T> {
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "test" });
  try {
    return await use(sql);
  } finally {
    await close();
  }
}

test("a token that was made on the command line opens what its role allows, and the audit knows of it", async () => {
  const scope = ["--source", "/pos/*", "/kiosk/1", "--type", "order.*"];
  const { stdout } = await create("--name", "till 7", "--role", "producer", "--expires-in", "90d", ...scope);
  const token = stdout.trim();
  expect(token).toMatch(/^spindle_[\w-]{43}$/);
  await withDatabase(async (sql) => {
    expect(await findToken(sql, token)).toMatchObject({
      name: "till 7",
      roles: ["producer"],
      loopbackOnly: false,
      sources: ["/pos/*", "/kiosk/1"],
      types: ["order.*"],
    });
    const [entry] = await sql<{ actor: string; action: string }[]>`SELECT actor, action FROM audit`;
    expect(entry).toEqual({ actor: "command line", action: "token.create" });
  });
});

test.each([
  [["--name", "x", "--role", "root"], "producer"],
  [["--role", "admin"], "--name"],
  [["--name", "x", "--role", "admin", "--expires-in", "soon"], "not a duration"],
])("wrong words (%j) are wrong usage, and make nothing", async (words, hint) => {
  await expect(create(...words)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(hint) });
});

const spindle = (...words: readonly string[]) =>
  run(process.execPath, ["bus/bin/spindle.mjs", "token", ...words], {
    env: { PATH: process.env["PATH"], SPINDLE_DATABASE_URL: databaseUrl, SPINDLE_AMQP_URL: "amqp://unused" },
  });

test("a token is listed with its end, rotated by its name, and taken back", async () => {
  const { stdout: first } = await create(
    "--name",
    "kiosk",
    "--role",
    "producer",
    "--expires-in",
    "3d",
    "--rate",
    "2.5",
  );
  const before = await spindle("list");
  expect(before.stdout).toMatch(/kiosk +producer +everything +2\.5\/s +never +in 2 d/);
  expect(before.stderr).toContain('"kiosk" expires in 2 d: spindle token rotate "kiosk"');
  const { stdout: second } = await spindle("rotate", "kiosk", "--overlap", "1h", "--expires-in", "90d");
  const after = await spindle("list");
  expect(after.stderr).toMatch(/The former secret of "kiosk" works for \d+ min more; it was not used since/);
  expect(after.stderr).not.toContain("expires in");
  await withDatabase(async (sql) => {
    expect(await findToken(sql, first.trim())).toMatchObject({ name: "kiosk", ratePerSecond: 2.5 });
    expect(await findToken(sql, second.trim())).toMatchObject({ name: "kiosk", ratePerSecond: 2.5 });
    await spindle("revoke", "kiosk");
    expect(await findToken(sql, second.trim())).toBeUndefined();
  });
});

test("of two tokens with one name the command wants the id", async () => {
  await create("--name", "twin", "--role", "producer");
  await create("--name", "twin", "--role", "producer");
  await expect(spindle("rotate", "twin")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/2 tokens are called "twin"; say which by its id: [0-9a-f-]{36}, /),
  });
  await expect(spindle("revoke", "nobody")).rejects.toMatchObject({ code: 3 });
});

test.each([
  [["rotate", "x", "--overlap", "soon"], "not a duration"],
  [["rotate", "x", "--overlap", "31d"], "at most 30d"],
  [["create", "--name", "x", "--role", "producer", "--rate", "0"], "above 0"],
  [["create", "--name", "x", "--role", "producer", "--burst", "5"], "--burst goes with --rate"],
])("%j is wrong usage", async (words, hint) => {
  await expect(spindle(...words)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(hint) });
});
