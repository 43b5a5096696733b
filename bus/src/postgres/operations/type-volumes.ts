import type { Sql } from "postgres";
import type { TypeVolume } from "../../operations/plan-views.ts";
import { intakeRoute } from "../../route.ts";
import { dayMs, firstUuidOf } from "../partitions.ts";

/** About so many messages are read; where the intake has more, a sample of it. */
const readMost = 100_000;
const sourcesMost = 10;

type VolumeRow = {
  readonly type: string;
  readonly source: string;
  readonly valid: number;
  readonly invalid: number;
};

/** How many messages of each type came within the last 24 hours. */
export async function typeVolumes(sql: Sql): Promise<ReadonlyMap<string, TypeVolume>> {
  const percent = await percentToRead(sql);
  // By the random pages of a sample, each with its neighbours, millions are told of from a few.
  const from = percent < 100 ? sql`intake TABLESAMPLE SYSTEM (${percent}::float4)` : sql`intake`;
  const rows = await sql<VolumeRow[]>`
    SELECT type, source, count(*) FILTER (WHERE NOT refused)::int AS valid, count(*) FILTER (WHERE refused)::int AS invalid
    FROM (SELECT type, source, ${intakeRoute} = ANY(routes) AS refused FROM ${from} WHERE id >= ${firstUuidOf(Date.now() - dayMs)}::uuid) AS i
    GROUP BY type, source`;
  const scaled = (count: number) => Math.round((count * 100) / percent);
  return new Map(
    [...Map.groupBy(rows, ({ type }) => type)].map(([type, of]) => [
      type,
      volumeOf(of, percent < 100, scaled),
    ]),
  );
}

/** What the table has, as the database expects: nothing is counted for it. */
async function percentToRead(sql: Sql): Promise<number> {
  const [row] = await sql<{ expected: number }[]>`
    SELECT greatest(reltuples, 0)::float8 AS expected FROM pg_class WHERE oid = 'intake'::regclass`;
  return Math.min(100, (100 * readMost) / Math.max(1, row?.expected ?? 0));
}

function volumeOf(rows: readonly VolumeRow[], about: boolean, scaled: (count: number) => number): TypeVolume {
  const sum = (pick: (row: VolumeRow) => number) => scaled(rows.reduce((all, row) => all + pick(row), 0));
  const most = rows.toSorted((one, other) => other.valid - one.valid).slice(0, sourcesMost);
  return {
    messages: sum(({ valid }) => valid),
    invalid: sum(({ invalid }) => invalid),
    about,
    sources: most.map(({ source, valid }) => ({ source, messages: scaled(valid) })),
  };
}
