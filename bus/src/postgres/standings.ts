import type { Sql } from "postgres";
import { isOutage } from "../governor/door.ts";
import {
  blankStanding,
  isBlank,
  readStanding,
  wantsAttention,
  type Limits,
  type Scope,
  type Standing,
} from "../governor/standing.ts";
import { processTime, type Notice, type Standings } from "../governor/standings.ts";
import { goneOf, silentHolders, withoutLeasesOf } from "./gone-workers.ts";
import { isNews } from "../governor/news.ts";
import { take, type Turn } from "../governor/turn.ts";

/** Standings in the database. */
export type PostgresStandings = Standings & {
  /** Asks what wants attention, and tells it; to be called from time to time, because a notification may be lost. */
  look(): Promise<void>;
};

const channel = "spindle_governor";
/** Somebody else is always faster only where something is badly wrong. */
const mostTries = 50;
const quietMs = 86_400_000;

/**
 * Standings that all workers of a database share. A turn reads, decides and writes if nobody has written meanwhile; no
 * lock is held in between, so that a worker that freezes in the middle stops nobody.
 */
export function postgresStandings(
  sql: Sql,
  gone: FindGone = (own, workers) => goneOf(own, workers),
): PostgresStandings {
  const listeners: ((notice: Notice) => void)[] = [];
  const tell = async () => {
    const notice = await noticed(sql);
    for (const listener of listeners) listener(notice);
  };
  // What fails here is made good by the next look.
  const told = () => void tell().catch(() => undefined);
  let listening: Promise<unknown> | undefined;
  return {
    take: (scope, turn, limits) => takeTurn(sql, { scope, turn, limits, gone }),
    watch: (listener) => {
      listeners.push(listener);
    },
    look: () => {
      listening ??= sql.listen(channel, told, told).catch(() => {
        listening = undefined;
      });
      return tell();
    },
  };
}

/** Forgets what nobody has used for a day: its key may be a person's. A standing begins anew where it is asked for again. */
export async function forgetQuietStandings(sql: Sql): Promise<number> {
  const { count } = await sql`
    DELETE FROM governor WHERE NOT attention AND changed_at < now() - ${quietMs} * interval '1 ms'`;
  return count;
}

async function noticed(sql: Sql): Promise<Notice> {
  const askedAtMs = processTime.now();
  const rows = await sql<(Scope & { state: string; nowMs: number })[]>`
    SELECT connection, key, state, ${nowMs(sql)} AS "nowMs" FROM governor WHERE attention`;
  const seen = rows.map(({ connection, key, state, nowMs: at }) => ({
    scope: { connection, key },
    standing: readStanding(state),
    nowMs: at,
  }));
  return { askedAtMs, seen };
}

type FindGone = (sql: Sql, workers: readonly string[]) => Promise<readonly string[]>;
type Taking = {
  readonly scope: Scope;
  readonly turn: Turn;
  readonly limits: Limits;
  readonly gone: FindGone;
};

async function takeTurn(sql: Sql, taking: Taking) {
  const { scope, limits } = taking;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const [row] = await sql<{ nowMs: number; state: string | null }[]>`
      SELECT ${nowMs(sql)} AS "nowMs", g.state
      FROM (VALUES (1)) AS always LEFT JOIN governor g ON g.connection = ${scope.connection} AND g.key = ${scope.key}`;
    if (!row) break;
    const before = row.state === null ? undefined : readStanding(row.state);
    const { standing, answer } = await decide(sql, before ?? blankStanding, taking, row.nowMs);
    const news = isNews(before ?? blankStanding, standing, limits);
    if (await write(sql, { scope, before, after: standing, news, nowMs: row.nowMs }))
      return { scope, standing, answer, nowMs: row.nowMs };
  }
  throw new Error(`The limits of ${scope.connection} change too fast to be written.`);
}

/** Where there is too little for this worker, what killed ones still hold is looked for. */
async function decide(sql: Sql, before: Standing, { turn, limits, gone }: Taking, at: number) {
  const decided = take(before, turn, limits, at);
  const silent = decided.answer.slots < turn.need ? silentHolders(before, turn.worker, at) : [];
  const found = silent.length > 0 ? await gone(sql, silent) : [];
  return found.length > 0 ? take(withoutLeasesOf(before, found), turn, limits, at) : decided;
}

type Change = {
  readonly scope: Scope;
  readonly before: Standing | undefined;
  readonly after: Standing;
  readonly news: boolean;
  readonly nowMs: number;
};

/** Whether it was written: not where somebody else was faster. */
async function write(sql: Sql, { scope, before, after, news, nowMs: at }: Change): Promise<boolean> {
  const { connection, key } = scope;
  const unchanged = sql`connection = ${connection} AND key = ${key} AND revision = ${before?.revision ?? 0}`;
  const circuit = isOutage(after.door) ? "open" : "closed";
  const values = [after.revision, circuit, wantsAttention(after), JSON.stringify(after)] as const;
  const change = () => {
    if (isBlank(after, at))
      return before ? sql`DELETE FROM governor WHERE ${unchanged} RETURNING 1` : sql`SELECT 1`;
    const [revision, position, attention, state] = values;
    return before
      ? sql`UPDATE governor SET revision = ${revision}, circuit = ${position}, attention = ${attention}, state = ${state},
          changed_at = now() WHERE ${unchanged} RETURNING 1`
      : sql`INSERT INTO governor (connection, key, revision, circuit, attention, state)
          VALUES (${connection}, ${key}, ${revision}, ${position}, ${attention}, ${state}) ON CONFLICT DO NOTHING RETURNING 1`;
  };
  const written = await sql`
    WITH written AS (${change()})
    SELECT CASE WHEN ${news}::boolean THEN pg_notify(${channel}, ${connection})::text END FROM written`;
  return written.length > 0;
}

/** The hour as the database has it: what all workers go by. */
const nowMs = (sql: Sql) => sql`(extract(epoch FROM clock_timestamp()) * 1000)::float8`;
