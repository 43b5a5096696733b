import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { findToken } from "../../bus/src/postgres/tokens.ts";
import { freshDatabase } from "../support/servers.ts";

const run = promisify(execFile);
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  await migrate(databaseUrl);
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
