import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Standing } from "../../bus/src/governor/standing.ts";
import type { Turn } from "../../bus/src/governor/turn.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { goneOf } from "../../bus/src/postgres/gone-workers.ts";
import { forgetQuietStandings, postgresStandings } from "../../bus/src/postgres/standings.ts";
import { standingsSuite } from "../../bus/src/testing/standings-suite.ts";
import { migratedDatabase } from "../support/servers.ts";

let own: Database;
let other: Database;

beforeAll(async () => {
  const url = await migratedDatabase();
  own = openDatabase({ url, name: "standings test" });
  other = openDatabase({ url, name: "another worker" });
});
afterAll(() => Promise.all([own.close(), other.close()]));

standingsSuite(async () => {
  await own.sql`DELETE FROM governor`;
  // The suite's workers have no connections of their own.
  const allThere = async () => [];
  const standings = postgresStandings(own.sql, allThere);
  const elsewhere = postgresStandings(other.sql, allThere);
  await elsewhere.look();
  return {
    standings,
    elsewhere,
    async pass(ms) {
      const rows = await own.sql<
        { connection: string; key: string; state: string }[]
      >`SELECT * FROM governor`;
      for (const { connection, key, state } of rows) {
        const earlier = JSON.stringify(before(JSON.parse(state) as Standing, ms));
        await own.sql`UPDATE governor SET state = ${earlier} WHERE connection = ${connection} AND key = ${key}`;
      }
    },
    async kept() {
      const [row] = await own.sql<{ kept: number }[]>`SELECT count(*)::int AS kept FROM governor`;
      return row?.kept ?? 0;
    },
  };
});

test("a standing that nobody has used for a day is forgotten, unless it is closed", async () => {
  const { sql } = own;
  await sql`DELETE FROM governor`;
  const keep = (key: string, attention: boolean, hoursAgo: number) => sql`
    INSERT INTO governor (connection, key, revision, circuit, attention, state, changed_at)
    VALUES ('toy', ${key}, 1, 'closed', ${attention}, '{}', now() - ${hoursAgo} * interval '1 hour')`;
  await keep("member-1", false, 25);
  await keep("member-2", false, 23);
  await keep("member-3", true, 25);
  expect(await forgetQuietStandings(sql)).toBe(1);
  const left = await sql`SELECT key FROM governor ORDER BY key`;
  expect(left.map((row) => row["key"] as string)).toEqual(["member-2", "member-3"]);
});

/** The same, as if it had been so that much earlier. */
function before(standing: Standing, ms: number): Standing {
  const { door, leases } = standing;
  return {
    ...standing,
    failedAtMs: standing.failedAtMs - ms,
    tatMs: standing.tatMs - ms,
    door: door.is === "shut" ? { ...door, untilMs: door.untilMs - ms } : door,
    leases: Object.fromEntries(
      Object.entries(leases).map(([worker, lease]) => [worker, { ...lease, untilMs: lease.untilMs - ms }]),
    ),
  };
}

describe("the slots of a worker that has been silent", () => {
  const scope = { connection: "toy", key: "" };
  const limits = { concurrency: 4, perSecond: Number.POSITIVE_INFINITY };
  const wanting = (worker: string): Turn => ({
    worker,
    epoch: 0,
    running: 0,
    old: 0,
    need: 4,
    keep: 0,
    want: 4,
    permits: 0,
    report: { ups: 0, downs: 0, shutForMs: 0 },
  });
  /** One worker has taken all slots, and nothing was heard of it for so long; then another wants some. */
  const slotsAfter = async (silentMs: number, holder: string) => {
    await own.sql`DELETE FROM governor`;
    // The test's server may have started a moment ago.
    const standings = postgresStandings(own.sql, (sql, workers) => goneOf(sql, workers, 0));
    await standings.take(scope, wanting(holder), limits);
    const [row] = await own.sql<{ state: string }[]>`SELECT state FROM governor`;
    const earlier = JSON.stringify(before(JSON.parse(row?.state ?? "{}") as Standing, silentMs));
    await own.sql`UPDATE governor SET state = ${earlier}`;
    return (await standings.take(scope, wanting("standings test"), limits)).answer.slots;
  };

  test("are free at once where it has no connection any more: it was killed", async () => {
    expect(await slotsAfter(7_000, "gone worker")).toBe(4);
  });

  test("stay its own where it is only slow to speak", async () => {
    expect(await slotsAfter(5_000, "gone worker")).toBe(0);
  });

  test("stay its own while its connection stands: it may be frozen, and its calls under way", async () => {
    await other.sql`SELECT 1`;
    expect(await slotsAfter(7_000, "another worker")).toBe(0);
  });
});
