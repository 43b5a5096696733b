import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { writeAudit } from "../../bus/src/postgres/operations/audit.ts";
import { verifyAudit } from "../../bus/src/postgres/verify-audit.ts";
import { migratedDatabase } from "../support/servers.ts";
import { withoutTriggers } from "../support/without-triggers.ts";

const run = promisify(execFile);

let url: string;
let database: Database;
let sql: Database["sql"];

beforeAll(async () => {
  url = await migratedDatabase();
  database = openDatabase({ url, connections: 12, name: "test" });
  ({ sql } = database);
});
afterAll(() => database.close());
beforeEach(() => withoutTriggers(sql, (tx) => tx`WITH seals AS (DELETE FROM audit_seal) DELETE FROM audit`));

const note = (action: string, on: Parameters<typeof writeAudit>[0] = sql) =>
  writeAudit(on, { actor: "ana – „née“", reason: "mended" }, { action, target: "x", detail: { from: "é" } });

/** Rows with these actions, one commit each; gives their numbers. */
async function written(...actions: readonly string[]): Promise<readonly number[]> {
  for (const action of actions) await note(action);
  const rows = await sql<{ id: string }[]>`SELECT id FROM audit ORDER BY id`;
  return rows.map(({ id }) => Number(id));
}

describe("the chain", () => {
  test("holds every row in its place, and a batch smaller than the chain finds the same", async () => {
    await written("a", "b", "c", "d", "e");
    await writeAudit(sql, { actor: "x" }, { action: "", target: "~,3:abc," });
    const proof = await verifyAudit(sql);
    expect(proof).toMatchObject({ sound: 6, broken: null, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await verifyAudit(sql, { batch: 2 })).toEqual(proof);
  });

  test("is one line under many transactions at once, with several rows each, and some that come to nothing", async () => {
    const act = async (n: number) =>
      sql.begin(async (tx) => {
        await note(`${n}.1`, tx);
        await note(`${n}.2`, tx);
        if (n % 5 === 0) throw new Error("refused after all");
      });
    const done = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => act(n)));
    const committed = done.filter(({ status }) => status === "fulfilled").length * 2;
    expect(committed).toBe(96);
    expect(await verifyAudit(sql, { batch: 7 })).toMatchObject({ sound: committed, broken: null });
  });

  test("goes in the order of the commits, and an act that is long under way holds up nobody", async () => {
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>();
    const { promise: hasWritten, resolve: wrote } = Promise.withResolvers<undefined>();
    const long = sql.begin(async (tx) => {
      await note("long", tx);
      wrote(undefined);
      await mayEnd;
    });
    await hasWritten;
    await note("short");
    end(undefined);
    await long;
    const rows = await sql<{ action: string }[]>`
      SELECT a.action FROM audit a JOIN audit_seal s ON s.audit_id = a.id ORDER BY s.position`;
    expect(rows.map(({ action }) => action)).toEqual(["short", "long"]);
    expect(await verifyAudit(sql)).toMatchObject({ sound: 2, broken: null });
  });
});

test("who reads an older snapshot cannot fork the chain: it is refused", async () => {
  await note("a");
  const late = sql.begin("ISOLATION LEVEL REPEATABLE READ", async (tx) => {
    await tx`SELECT FROM audit`;
    await note("b");
    await note("late", tx);
  });
  await expect(late).rejects.toThrow("audit_seal_pkey");
  expect(await verifyAudit(sql)).toMatchObject({ sound: 2, broken: null });
});

describe("refused for everybody, the owner too", () => {
  test.each([
    "UPDATE audit SET actor = 'nobody'",
    "UPDATE audit SET actor = 'nobody' WHERE false",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "UPDATE audit_seal SET position = 9",
    "DELETE FROM audit_seal",
    "TRUNCATE audit_seal",
  ])("%s", async (statement) => {
    await written("a");
    await expect(sql.unsafe(statement)).rejects.toThrow("The audit is only ever appended to");
    expect(await verifyAudit(sql)).toMatchObject({ sound: 1, broken: null });
  });
});

describe("of what a superuser does past the triggers, the first break is found", () => {
  test.each([
    "at = at + interval '1 microsecond'",
    "actor = 'x'",
    "action = 'x'",
    "target = 'y'",
    "reason = NULL",
    "detail = '{}'",
  ])("a row that was changed: %s", async (change) => {
    const [, second = 0, third = 0] = await written("a", "b", "c", "d");
    await withoutTriggers(sql, (tx) =>
      tx.unsafe(`UPDATE audit SET ${change} WHERE id IN (${second}, ${third})`),
    );
    const { sound, broken } = await verifyAudit(sql);
    expect([sound, broken]).toEqual([1, { kind: "changed", position: 2, id: second }]);
  });

  test("a row that was deleted, with its seal or without", async () => {
    const [, , third = 0] = await written("a", "b", "c", "d");
    await withoutTriggers(sql, (tx) => tx`DELETE FROM audit WHERE id = ${third}`);
    expect((await verifyAudit(sql)).broken).toEqual({ kind: "missing", position: 3, id: third });
    await withoutTriggers(sql, (tx) => tx`DELETE FROM audit_seal WHERE audit_id = ${third}`);
    expect((await verifyAudit(sql)).broken).toEqual({ kind: "missing", position: 3, id: null });
    await withoutTriggers(sql, (tx) => tx`UPDATE audit_seal SET position = 3 WHERE position = 4`);
    expect((await verifyAudit(sql)).broken).toMatchObject({ kind: "changed", position: 3 });
  });

  test("a row that was put in past the seal, also with a seal before the first", async () => {
    await written("a", "b");
    await withoutTriggers(sql, (tx) => note("forged", tx));
    const { broken } = await verifyAudit(sql);
    expect(broken).toMatchObject({ kind: "inserted", position: null, id: expect.any(Number) });
    await sql`INSERT INTO audit_seal VALUES (0, ${broken?.id ?? 0}, '')`;
    expect((await verifyAudit(sql)).broken).toEqual(broken);
  });

  test("last rows that are gone are found by a head that was kept elsewhere, and by nothing else", async () => {
    await written("a", "b", "c");
    const { head } = await verifyAudit(sql);
    await note("d");
    expect(await verifyAudit(sql, { head: head ?? "" })).toMatchObject({ sound: 4, broken: null });
    await withoutTriggers(sql, async (tx) => {
      await tx`DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_seal WHERE position > 2)`;
      await tx`DELETE FROM audit_seal WHERE position > 2`;
    });
    expect(await verifyAudit(sql)).toMatchObject({ sound: 2, broken: null });
    expect((await verifyAudit(sql, { head: head ?? "" })).broken).toEqual({
      kind: "cut",
      position: 3,
      id: null,
    });
  });
});

describe("spindle audit verify", () => {
  const verify = (...words: readonly string[]) =>
    run(process.execPath, ["bus/bin/spindle.mjs", "audit", "verify", ...words], {
      env: { PATH: process.env["PATH"], SPINDLE_DATABASE_URL: url, SPINDLE_AMQP_URL: "amqp://unused" },
    });

  test("prints the head, which a later run takes", async () => {
    await written("a", "b");
    const { stdout } = await verify();
    expect(stdout).toContain("2 lines follow each other");
    const head = /head ([0-9a-f]{64})/.exec(stdout)?.[1] ?? "";
    await note("c");
    const { stdout: later } = await verify("--head", head, "--json");
    expect(JSON.parse(later)).toMatchObject({ sound: 3, broken: null });
  });

  test("ends with 1 and names the first break", async () => {
    const [, second = 0] = await written("a", "b", "c");
    await withoutTriggers(sql, (tx) => tx`UPDATE audit SET reason = 'another' WHERE id = ${second}`);
    await expect(verify()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        `Changed: line 2 (audit ${second}) of the chain is not what was written.`,
      ),
    });
  });
});
