import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DeliveryState } from "../../bus/src/delivery/states.ts";
import type { Token } from "../../bus/src/delivery/token.ts";
import { dispatchDue } from "../../bus/src/postgres/dispatch.ts";
import { postgresLedger } from "../../bus/src/postgres/ledger.ts";
import { postgresMemory } from "../../bus/src/postgres/memory.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { arrayParameter } from "../../bus/src/postgres/array-parameter.ts";
import { dropSettledBatches, returnExpiredLeases } from "../../bus/src/postgres/sweep.ts";
import { ledgerSuite, type LedgerUnderTest } from "../../bus/src/testing/ledger-suite.ts";
import { migratedDatabase } from "../support/servers.ts";

let database: Database;

beforeAll(async () => {
  const url = await migratedDatabase();
  database = openDatabase({ url, name: "ledger test" });
});
afterAll(() => database.close());

ledgerSuite(async (): Promise<LedgerUnderTest> => {
  const { sql } = database;
  await sql.unsafe(
    "DELETE FROM delivery; DELETE FROM batch; DELETE FROM message_body; DELETE FROM reference",
  );
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
      await returnExpiredLeases(sql, [{ name: "toy.takeNote", quietMs, poisonLimit: 3 }]);
    },
    async replay({ envelope }) {
      await sql`
        UPDATE delivery SET state = 'waiting', next_attempt_at = now(), generation = generation + 1, attempts = 0, barren = 0
        WHERE message_id = ${envelope.id} AND state = 'dead'`;
    },
  };
});

describe("a fact that is not there", () => {
  const wanted = { kind: "note", ids: ["n-1"], writtenBy: "takeNote", entityKey: "order-1" };
  const recall = (sql: Database["sql"] = database.sql) => postgresMemory(sql).recall("toy", wanted);

  beforeEach(() =>
    database.sql.unsafe("DELETE FROM delivery; DELETE FROM batch; DELETE FROM intake; DELETE FROM reference"),
  );

  /** The message whose delivery writes the fact, and its delivery where somebody has touched it. */
  const writer = async (state?: DeliveryState, reason: string | null = null) => {
    const id = uuidv7();
    const { sql } = database;
    await sql`INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
      VALUES (${id}, '/tests', ${id}, 'note.taken.v1', 'order-1', ${Buffer.alloc(32)}, ARRAY['toy.takeNote', 'toy.other'])`;
    if (state)
      await sql`INSERT INTO delivery (message_id, route, state, reason) VALUES (${id}, 'toy.takeNote', ${state}, ${reason})`;
    return id;
  };

  test("is unknown where nobody was to write it", async () => {
    expect(await recall()).toEqual({ kind: "unknown" });
  });

  test("is pending while its writer has not been touched", async () => {
    await writer();
    expect(await recall()).toEqual({ kind: "pending" });
  });

  test.each(["running", "waiting", "queued", "inDoubt", "dead", "blocked"] as const)(
    "is pending while its writer is %s: a person may still mend it",
    async (state) => {
      await writer("unchanged");
      await writer(state);
      expect(await recall()).toEqual({ kind: "pending" });
    },
  );

  test.each(["unchanged", "superseded", "discarded"] as const)(
    "will never be where its writer is %s, for its reason",
    async (state) => {
      await writer(state, "guest order");
      expect(await recall()).toEqual({ kind: "without", reason: "nothing to undo: guest order" });
    },
  );

  test("is unknown where its writer was applied and wrote none", async () => {
    await writer("applied");
    expect(await recall()).toEqual({ kind: "unknown" });
  });

  test("is found where its writer was settled between two looks", async () => {
    const id = await writer("running");
    const { sql } = database;
    let looks = 0;
    const settledMeanwhile = new Proxy(sql, {
      apply: async (target, self, given: unknown[]) => {
        looks += 1;
        if (looks === 2) {
          await sql`UPDATE delivery SET state = 'applied' WHERE message_id = ${id}`;
          await sql`INSERT INTO reference (connection, kind, id, vendor_id, facts) VALUES ('toy', 'note', 'n-1', 'v-1', '{}')`;
        }
        return (await Reflect.apply(target, self, given)) as unknown;
      },
    });
    expect(await recall(settledMeanwhile)).toMatchObject({ kind: "found", fact: { vendorId: "v-1" } });
  });
});

type Row = {
  state: DeliveryState;
  starts: number;
  barren: number;
  suspect: boolean;
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
  const { state, starts, barren, attempts, generation, era, suspect, stored } = row;
  return {
    state,
    starts,
    barren,
    attempts,
    generation,
    era,
    inDoubt: row.doubt_since !== null,
    suspect,
    reason: row.reason ?? undefined,
    vendorReference: row.vendor_reference ?? undefined,
    error: row.error_code === null ? undefined : { code: row.error_code, message: row.error_message ?? "" },
    stored,
  };
}

test("a vendor call is forgotten an hour after it was made, once all its deliveries are settled", async () => {
  const { sql } = database;
  await sql`DELETE FROM batch`;
  const call = async (hoursAgo: number, ...states: readonly DeliveryState[]) => {
    const id = uuidv7();
    const members = states.map(() => uuidv7());
    await sql`
      INSERT INTO batch (id, route, members, claimed_at)
      VALUES (${id}, 'toy.keyedBatch', ${arrayParameter(sql, "uuid[]", members)}::uuid[], now() - ${hoursAgo} * interval '1 hour')`;
    for (const [n, state] of states.entries())
      await sql`
        INSERT INTO delivery (message_id, route, state, batch_id)
        VALUES (${members[n] ?? ""}, 'toy.keyedBatch', ${state}, ${id})`;
    return id;
  };
  await call(2, "applied", "superseded");
  const kept = [await call(2, "applied", "inDoubt"), await call(0.5, "applied")];
  expect(await dropSettledBatches(sql)).toBe(1);
  expect((await sql`SELECT id FROM batch ORDER BY id`).map((row) => row["id"] as string)).toEqual(
    kept.toSorted(),
  );
});
