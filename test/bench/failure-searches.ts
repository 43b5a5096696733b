import { openOperations } from "../../bus/src/operations/open-operations.ts";
import type { FailureFilter } from "../../bus/src/operations/failures.ts";
import type { Operations } from "../../bus/src/operations/operations.ts";
import type { Cursor } from "../../bus/src/operations/page.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { matching } from "../../bus/src/postgres/operations/failure-filter.ts";
import { foundFilter } from "../../bus/src/postgres/operations/found-filter.ts";
import { sayToTerminal } from "../../tools/say.ts";
import { fillFailures, orderOf } from "./fill-failures.ts";
import type { Place } from "./place.ts";
import type { Sample } from "./sample.ts";
import { percentile } from "./statistics.ts";

const limit = 50;
const deepPage = 500;
const repeats = 4;

/** What operators ask of many failures: any two filters on the first page and on page 500, values at a path, the groups. */
export async function failureSearches({ databaseUrl }: Place, failures: number): Promise<Sample> {
  await fillFailures(databaseUrl, failures);
  const database = openDatabase({ url: databaseUrl, name: "bench", connections: 1 });
  const operations = openOperations(database, []);
  const say = failures >= 100_000 ? sayToTerminal : () => undefined;
  try {
    const lists = await pairs(database, operations, failures, say);
    const values = await many(40, (n) => {
      const payload = [{ path: "orderId", value: orderOf(1 + ((n * 7919) % failures)) }];
      return operations.failures.list({ payload }, { limit });
    });
    const groups = await many(20, () => operations.groups.list({}, { limit }));
    const open = await many(20, () => operations.groups.list({ states: ["open"] }, { limit: 200 }));
    const text = await many(5, (n) => operations.failures.list({ texts: [`order ${n}77`] }, { limit }));
    say(`values ${told(values)}; groups ${told(groups)}; open groups ${told(open)}; text ${told(text)}`);
    return {
      listsP95Ms: percentile(lists, 0.95),
      valuesP95Ms: percentile(values, 0.95),
      groupsP95Ms: percentile([...groups, ...open], 0.95),
    };
  } finally {
    await database.close();
  }
}

/** Every two filters, of failures drawn by turns; what one pair took is said. */
async function pairs(
  { sql }: Database,
  { failures }: Operations,
  count: number,
  say: (text: string) => void,
): Promise<readonly number[]> {
  const all: number[] = [];
  const names = Object.keys(filterBy) as (keyof typeof filterBy)[];
  for (const [index, one] of names.entries()) {
    for (const other of names.slice(index + 1)) {
      const first: number[] = [];
      const deep: number[] = [];
      for (let n = 0; n < repeats; n += 1) {
        const drawn = await draw(sql, 1 + ((n * 7919 + index * 104_729) % count));
        const filter = { ...filterBy[one](drawn), ...filterBy[other](drawn) };
        first.push(await timed(() => failures.list(filter, { limit })));
        const cursor = await cursorAt(sql, filter, limit * deepPage);
        deep.push(await timed(() => failures.list(filter, { limit, cursor })));
      }
      say(`${one} and ${other}: first page ${told(first)}; page ${deepPage} or the last ${told(deep)}`);
      all.push(...first, ...deep);
    }
  }
  return all;
}

type Drawn = {
  state: string;
  route: string;
  type: string;
  code: string;
  groupId: string;
  entityKey: string;
  attempts: number;
  at: string;
};

const filterBy = {
  state: ({ state }: Drawn): FailureFilter => ({
    states: state === "waiting" ? ["waiting", "queued"] : [state as "dead"],
  }), // as: drawn from the table
  route: ({ route }: Drawn): FailureFilter => ({ route }),
  connection: ({ route }: Drawn): FailureFilter => ({ connection: route.split(".")[0] }),
  type: ({ type }: Drawn): FailureFilter => ({ type }),
  group: ({ groupId }: Drawn): FailureFilter => ({ group: groupId }),
  code: ({ code }: Drawn): FailureFilter => ({ code }),
  entityKey: ({ entityKey }: Drawn): FailureFilter => ({ entityKey }),
  reference: ({ entityKey }: Drawn): FailureFilter => ({ reference: entityKey }),
  attempts: ({ attempts }: Drawn): FailureFilter => ({ attempts: { min: attempts } }),
  from: ({ at }: Drawn): FailureFilter => ({ from: new Date(at).toISOString() }),
};

async function draw(sql: Database["sql"], n: number): Promise<Drawn> {
  const [drawn] = await sql<Drawn[]>`
    SELECT d.state, f.route, f.type, f.code, f.group_id AS "groupId", f.entity_key AS "entityKey", f.attempts, f.last_failed_at AS at
    FROM failure f JOIN delivery d USING (message_id, route) JOIN intake i ON i.id = f.message_id
    WHERE i.source = '/bench' AND i.source_id = ${String(n)}`;
  if (!drawn) throw new Error(`there is no failure ${n}`);
  return drawn;
}

/** Where the page before that row ended, or the middle of what there is. */
async function cursorAt(
  sql: Database["sql"],
  filter: FailureFilter,
  row: number,
): Promise<Cursor | undefined> {
  const found = await foundFilter(sql, filter);
  const rows = await sql<Cursor[]>`
    SELECT (extract(epoch FROM last_failed_at) * 1000000)::bigint::text AS key, message_id AS "messageId", route FROM (
      SELECT * FROM failure f WHERE ${matching(sql, found)} ORDER BY last_failed_at DESC LIMIT ${row}) AS s
    ORDER BY last_failed_at, message_id LIMIT 1`;
  return rows[0];
}

async function many(times: number, work: (n: number) => Promise<unknown>): Promise<readonly number[]> {
  await work(0);
  const taken: number[] = [];
  for (let n = 1; n <= times; n += 1) taken.push(await timed(() => work(n)));
  return taken;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const told = (times: readonly number[]): string =>
  `p50 ${percentile(times, 0.5).toFixed(0)} p95 ${percentile(times, 0.95).toFixed(0)} max ${Math.max(...times).toFixed(0)} ms`;
