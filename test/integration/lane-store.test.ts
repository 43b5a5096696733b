import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { dispatchDue } from "../../bus/src/postgres/dispatch.ts";
import { postgresLanes } from "../../bus/src/postgres/lanes/lane-store.ts";
import { postgresLedger } from "../../bus/src/postgres/ledger.ts";
import { postgresLaneOperations } from "../../bus/src/postgres/operations/lanes.ts";
import type { DeliveryState } from "../../bus/src/delivery/states.ts";
import type { Token } from "../../bus/src/delivery/token.ts";
import { returnExpiredLeases } from "../../bus/src/postgres/sweep.ts";
import { laneSuite, type LanesUnderTest } from "../../bus/src/testing/lane-suite.ts";
import { laneSchedules } from "../../bus/src/testing/lane-suite/schedules.ts";
import { laneGroupName, laneRoutes } from "../../bus/src/testing/lane-suite/under-test.ts";
import { migratedDatabase } from "../support/servers.ts";

let database: Database;

beforeAll(async () => {
  const url = await migratedDatabase();
  database = openDatabase({ url, name: "lane test" });
});
afterAll(() => database.close());

const act = { actor: "ana", reason: "a test" };

const open = async (): Promise<LanesUnderTest> => {
  const { sql } = database;
  await sql.unsafe("DELETE FROM delivery; DELETE FROM message_body; DELETE FROM parked; DELETE FROM lane");
  const operations = postgresLaneOperations(sql, []);
  return {
    lanes: postgresLanes(sql),
    ledger: postgresLedger(sql, new Set(laneRoutes)),
    async pass(ms) {
      const earlier = (name: string) => `${name} = ${name} - ${ms} * interval '1 ms'`;
      await sql.unsafe(
        `UPDATE delivery SET ${["lease_until", "next_attempt_at", "queued_at"].map(earlier).join(", ")};
         UPDATE lane SET ${earlier("ready_at")}`,
      );
    },
    async stateOf({ envelope }, route) {
      const [row] = await sql<{ state: DeliveryState }[]>`
        SELECT state FROM delivery WHERE message_id = ${envelope.id} AND route = ${route}`;
      return row?.state;
    },
    async takeDue() {
      const tokens: Token[] = [];
      await dispatchDue(sql, async ({ envelope, contentType, body, routes, generation, start }) => {
        tokens.push({ envelope, contentType, body, routes, retry: { generation, start } });
        return "stored";
      });
      return tokens;
    },
    async replay({ envelope }, route) {
      await sql`
        UPDATE delivery SET state = 'waiting', next_attempt_at = now(), generation = generation + 1
        WHERE message_id = ${envelope.id} AND route = ${route} AND state = 'dead'`;
    },
    release: async (key) => (await operations.release({ group: laneGroupName, key }, act)).ok,
    skip: async (key) => (await operations.skip({ group: laneGroupName, key }, act)).ok,
    async sweep() {
      await returnExpiredLeases(
        sql,
        laneRoutes.map((name) => ({ name, quietMs: 0, poisonLimit: 1_000 })),
      );
      await sql`UPDATE delivery SET state = 'waiting', next_attempt_at = now(), queued_at = NULL WHERE state = 'queued'`;
    },
    async count() {
      const [row] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM lane`;
      return row?.n ?? 0;
    },
  };
};

laneSuite(open);

test("whatever fails and whoever acts, lanes keep their order, lose nothing, double nothing, and drain", async () => {
  expect(await laneSchedules(open, { numRuns: 12, maxLength: 100 })).toBe(12);
});
