import { afterAll, beforeAll } from "vitest";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { postgresVersions } from "../../bus/src/postgres/versions.ts";
import { versionsSuite } from "../../bus/src/testing/versions-suite.ts";
import { freshDatabase } from "../support/servers.ts";

let database: Database;

beforeAll(async () => {
  const url = await freshDatabase();
  await migrate(url);
  database = openDatabase({ url, name: "versions test" });
});
afterAll(() => database.close());

versionsSuite(async () => {
  const { sql } = database;
  await sql`DELETE FROM applied_version`;
  return {
    versions: postgresVersions(sql),
    pass: async (ms) => {
      await sql`UPDATE applied_version SET held_until = held_until - ${ms} * interval '1 ms'`;
    },
  };
});
