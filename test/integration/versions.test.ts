import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { postgresVersions, resolveVersion, type VersionNews } from "../../bus/src/postgres/versions.ts";
import { versionsSuite } from "../../bus/src/testing/versions-suite.ts";
import { migratedDatabase } from "../support/servers.ts";

let database: Database;

beforeAll(async () => {
  const url = await migratedDatabase();
  database = openDatabase({ url, name: "versions test" });
});
afterAll(() => database.close());

const key = "e-1";
const [older, newer, newest] = [
  "018f0000-0000-7000-8000-000000000001",
  "018f0000-0000-7000-8000-000000000002",
  "018f0000-0000-7000-8000-000000000003",
];

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

const resolve = (news: VersionNews) =>
  resolveVersion(database.sql, { messageId: newer, route: "toy.latest" }, news);

test.each([
  ["of which a person found that it was applied, and is superseded", "applied", "older"],
  ["of which a person found that it was not", "absent", "newest"],
  ["that was given up in doubt, and is superseded: it could undo it", "givenUp", "older"],
] as const)("an older version need not wait for one %s", async (_name, news, standing) => {
  const takeOlder = await doubted();
  await resolve(news);
  expect(await takeOlder()).toBe(standing);
});

test("a newer version waits for one that was given up until no call of it can land any more", async () => {
  await database.sql`DELETE FROM applied_version`;
  const versions = postgresVersions(database.sql);
  const take = (messageId: string, version: string) =>
    versions.take("toy.latest", { messageId, key, version }, 30_000);
  await take(newer, "n2");
  await resolve("givenUp");
  expect(await take(newest, "n3")).toBe("busy");
  await database.sql`UPDATE applied_version SET held_until = now() - interval '1 s'`;
  expect(await take(newest, "n3")).toBe("newest");
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
