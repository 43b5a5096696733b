import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { writeAudit } from "../../bus/src/postgres/operations/audit.ts";
import { ensurePartitions } from "../../bus/src/postgres/partitions.ts";
import { verifyAudit } from "../../bus/src/postgres/verify-audit.ts";
import { freshDatabase } from "../support/servers.ts";

describe("with the roles of docs/how-to/keep-the-audit.md", () => {
  const suffix = randomBytes(4).toString("hex");
  const [owner, role] = [`owner_${suffix}`, `app_${suffix}`];
  let root: ReturnType<typeof openDatabase>;
  let app: ReturnType<typeof openDatabase>;
  let url: string;

  beforeAll(async () => {
    url = await freshDatabase();
    root = openDatabase({ url, connections: 1, name: "test" });
    const named = `ALTER DATABASE "${new URL(url).pathname.slice(1)}" OWNER TO ${owner}`;
    await root.sql.unsafe(
      `CREATE ROLE ${owner} LOGIN PASSWORD 'x'; CREATE ROLE ${role} LOGIN PASSWORD 'x'; ${named};`,
    );
    await root.sql.unsafe(madeOnce("spindle_scoped"));
    await migrate(as(owner));
    const script = readFileSync("docs/how-to/keep-the-audit.sql", "utf8");
    await root.sql.unsafe(script.replaceAll("spindle_owner", owner).replaceAll(/\bspindle\b/g, role));
    app = openDatabase({ url: as(role), connections: 1, name: "test" });
  });
  afterAll(async () => {
    await app.close();
    await root.sql.unsafe(`DROP OWNED BY ${role}, ${owner} CASCADE`);
    const back = `ALTER DATABASE "${new URL(url).pathname.slice(1)}" OWNER TO CURRENT_USER`;
    await root.sql.unsafe(`${back}; DROP ROLE ${role}, ${owner}`);
    await root.close();
  });

  /** A role of the whole server, which another test may have made. */
  const madeOnce = (name: string) =>
    `DO $$ BEGIN CREATE ROLE ${name} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;
  const as = (user: string) => Object.assign(new URL(url), { username: user, password: "x" }).href;

  test("the application adds lines, which are sealed, and makes its partitions", async () => {
    await writeAudit(app.sql, { actor: "ana" }, { action: "a", target: "x" });
    await ensurePartitions(app.sql, Date.now() + 30 * 86_400_000);
    expect(await verifyAudit(app.sql)).toMatchObject({ sound: 1, broken: null });
  });

  test("the application opens sessions that are limited to some connections", async () => {
    const scoped = openDatabase({ url: as(role), connections: 1, name: "test", scope: ["points-us"] });
    try {
      expect(await scoped.sql`SELECT current_user AS name`).toEqual([{ name: "spindle_scoped" }]);
      await expect(scoped.sql`SELECT hash FROM token`).rejects.toThrow(/permission denied/);
      await expect(scoped.sql`SELECT * FROM ${scoped.sql(partition("delivery"))}`).rejects.toThrow(
        /permission denied/,
      );
    } finally {
      await scoped.close();
    }
  });

  const partition = (table: string) =>
    `${table}_${new Date().toISOString().slice(0, 10).replaceAll("-", "")}`;

  test.each([
    "UPDATE audit SET actor = 'nobody'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "DROP TABLE audit",
    "INSERT INTO audit_seal VALUES (9, 9, '')",
    "DELETE FROM audit_seal",
    "ALTER TABLE audit DISABLE TRIGGER audit_is_append_only",
    "ALTER TABLE audit_seal DISABLE TRIGGER USER",
    "DROP TRIGGER audit_is_sealed ON audit",
    "DROP FUNCTION seal_audit_row() CASCADE",
    "SET session_replication_role = replica",
  ])("the application may not %s", async (statement) => {
    await expect(app.sql.unsafe(statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});

test("lines from before there was a chain are in it, in the order of their numbers", async () => {
  const url = await freshDatabase();
  const { sql, close } = openDatabase({ url, connections: 1, name: "test" });
  const before = mkdtempSync(join(tmpdir(), "migrations-"));
  try {
    cpSync("bus/src/postgres/migrations", before, { recursive: true });
    const journal = join(before, "meta", "_journal.json");
    const shape = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });
    const all = shape.parse(JSON.parse(readFileSync(journal, "utf8")));
    const chain = all.entries.findIndex(({ tag }) => tag.endsWith("_audit_chain"));
    writeFileSync(journal, JSON.stringify({ ...all, entries: all.entries.slice(0, chain) }));
    await runMigrations(drizzle(sql), { migrationsFolder: before });
    for (const action of ["a", "b", "c"]) await writeAudit(sql, { actor: "ana" }, { action, target: "x" });
    await migrate(url);
    await writeAudit(sql, { actor: "ana" }, { action: "d", target: "x" });
    expect(await verifyAudit(sql)).toMatchObject({ sound: 4, broken: null });
  } finally {
    await close();
    rmSync(before, { recursive: true });
  }
});
