import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { postgresVersions, resolveVersion } from "../../bus/src/postgres/versions.ts";
import { versionsSuite } from "../../bus/src/testing/versions-suite.ts";
import { freshDatabase } from "../support/servers.ts";

let database: Database;

beforeAll(async () => {
  const url = await freshDatabase();
  await migrate(url);
  database = openDatabase({ url, name: "versions test" });
});
afterAll(() => database.close());

const key = "e-1";
const [older, newer] = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"];

/** A newer version whose call was never heard of again. */
async function doubted() {
  const { sql } = database;
  await sql`DELETE FROM applied_version`;
  const versions = postgresVersions(sql);
  await versions.take("toy.latest", { messageId: newer, key, version: "n2" }, 30_000);
  await sql`UPDATE applied_version SET held_until = now() - interval '1 s'`;
  const takeOlder = () => versions.take("toy.latest", { messageId: older, key, version: "n1" }, 30_000);
  expect(await takeOlder()).toBe("busy");
  return takeOlder;
}

test("an older version need not wait for one of which a person found that it was applied, and is superseded", async () => {
  const takeOlder = await doubted();
  await resolveVersion(database.sql, { messageId: newer, route: "toy.latest" }, { applied: true });
  expect(await takeOlder()).toBe("older");
});

test("an older version need not wait for one that was discarded", async () => {
  const takeOlder = await doubted();
  await resolveVersion(database.sql, { messageId: newer, route: "toy.latest" }, { applied: false });
  expect(await takeOlder()).toBe("newest");
});

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
