import { afterAll, beforeAll } from "vitest";
import type { DeliveryState } from "../../bus/src/delivery/states.ts";
import type { Token } from "../../bus/src/delivery/token.ts";
import { dispatchDue } from "../../bus/src/postgres/dispatch.ts";
import { postgresLedger } from "../../bus/src/postgres/ledger.ts";
import { postgresMemory } from "../../bus/src/postgres/memory.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { returnExpiredLeases } from "../../bus/src/postgres/sweep.ts";
import { ledgerSuite, type LedgerUnderTest } from "../../bus/src/testing/ledger-suite.ts";
import { freshDatabase } from "../support/servers.ts";

let database: Database;

beforeAll(async () => {
  const url = await freshDatabase();
  await migrate(url);
  database = openDatabase({ url, name: "ledger test" });
});
afterAll(() => database.close());

ledgerSuite(async (): Promise<LedgerUnderTest> => {
  const { sql } = database;
  await sql.unsafe("DELETE FROM delivery; DELETE FROM message_body; DELETE FROM reference");
  return {
    ledger: postgresLedger(sql),
    memory: postgresMemory(sql),
    async pass(ms) {
      const moved = [
        "lease_until",
        "doubt_since",
        "next_attempt_at",
        "queued_at",
        "first_failed_at",
        "last_failed_at",
      ];
      await sql.unsafe(
        `UPDATE delivery SET ${moved.map((name) => `${name} = ${name} - ${ms} * interval '1 ms'`).join(", ")}`,
      );
    },
    async entry({ envelope }) {
      const [row] = await sql<Row[]>`
        SELECT d.*, EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id) AS stored
        FROM delivery d WHERE message_id = ${envelope.id}`;
      return row && entryOf(row);
    },
    async takeDue() {
      const tokens: Token[] = [];
      await dispatchDue(sql, async ({ envelope, contentType, body, routes, generation, start }) => {
        tokens.push({ envelope, contentType, body, routes, retry: { generation, start } });
        return "stored";
      });
      return tokens;
    },
    async returnExpired(quietMs) {
      await returnExpiredLeases(sql, [{ name: "toy.takeNote", quietMs }]);
    },
    async replay({ envelope }) {
      await sql`
        UPDATE delivery SET state = 'waiting', next_attempt_at = now(), generation = generation + 1, attempts = 0, barren = 0
        WHERE message_id = ${envelope.id} AND state = 'dead'`;
    },
  };
});

type Row = {
  state: DeliveryState;
  starts: number;
  barren: number;
  attempts: number;
  generation: number;
  era: number;
  doubt_since: string | null;
  reason: string | null;
  vendor_reference: string | null;
  error_code: string | null;
  error_message: string | null;
  stored: boolean;
};

function entryOf(row: Row) {
  const { state, starts, barren, attempts, generation, era, stored } = row;
  return {
    state,
    starts,
    barren,
    attempts,
    generation,
    era,
    inDoubt: row.doubt_since !== null,
    reason: row.reason ?? undefined,
    vendorReference: row.vendor_reference ?? undefined,
    error: row.error_code === null ? undefined : { code: row.error_code, message: row.error_message ?? "" },
    stored,
  };
}
