import { afterAll, beforeAll } from "vitest";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { postgresBodyStore } from "../../bus/src/postgres/bodies/postgres-body-store.ts";
import { bodyStoreSuite } from "../../bus/src/testing/body-store-suite.ts";
import { migratedDatabase } from "../support/servers.ts";

let database: Database;
beforeAll(async () => {
  const url = await migratedDatabase();
  database = openDatabase({ url, name: "test" });
});
afterAll(() => database?.close());

bodyStoreSuite("Postgres", async () => postgresBodyStore(database.sql));
