import type { Halt } from "../../operations/replay-halt.ts";
import { itemStates, type ItemState, type Replay } from "../../operations/replays.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";
import type { Querying } from "./querying.ts";

type Stored = Exclude<ItemState, "waiting">;

export type ReplayRow = Omit<Replay, ItemState | "selected" | "selection" | "ramp" | "stopWhen" | "halt"> & {
  readonly selection: string;
  readonly ramp: string | null;
  readonly stopWhen: string | null;
  readonly halt: string | null;
  /** Items by stored state; a state without items is missing. */
  readonly counts: { readonly [State in Stored]?: number } | null;
  /** Of those in flight: what waits for another try. */
  readonly waiting: number;
};

/** Over `replay r`: one snapshot, so that the counts always add up. */
export const replayColumns = (sql: Querying) => sql`
  r.id, r.kind, r.reading, r.state, r.reason, r.actor, r.selection, r.routes, r.rate_per_second AS "ratePerSecond", r.ramp,
  r.ramp_step AS "rampStep", r.advances, r.stop_when AS "stopWhen", r.halt, r.created_at AS "createdAt", r.start_at AS "startAt", r.finished_at AS "finishedAt",
  (SELECT jsonb_object_agg(s.state, s.count) FROM (
     SELECT t.state, sum(t.items)::int AS count FROM replay_tally t WHERE t.replay_id = r.id
     GROUP BY t.state HAVING sum(t.items) <> 0) s) AS counts,
  (SELECT coalesce(sum(t.items), 0)::int FROM replay_tally t WHERE t.replay_id = r.id AND t.released) AS published,
  (SELECT count(*)::int FROM replay_item i CROSS JOIN LATERAL (
     SELECT FROM delivery d WHERE d.message_id = i.message_id AND d.route = i.route AND ${waits(sql)} OFFSET 0) AS w
   WHERE i.replay_id = r.id AND i.state = 'inFlight') AS waiting`;

/** Released, tried, and waiting to be tried again: a condition over `delivery d`. */
export const waits = (sql: Querying) => sql`d.state = 'waiting' AND d.reason IS DISTINCT FROM 'replay'`;

/** A row as operators see it. */
export function replayOf({ counts, waiting, selection, ramp, stopWhen, halt, ...row }: ReplayRow): Replay {
  const stored = counts ?? {};
  const items = Object.fromEntries(
    itemStates.map((state) => [state, state === "waiting" ? waiting : (stored[state] ?? 0)]),
  ) as { readonly [State in ItemState]: number }; // as: built from every one of the names
  return {
    ...row,
    // Written as JSON by the creation of the replay.
    selection: JSON.parse(selection),
    ramp: ramp === null ? null : JSON.parse(ramp),
    stopWhen: stopWhen === null ? null : JSON.parse(stopWhen),
    halt: halt === null ? null : readHalt(halt),
    createdAt: rfc3339(row.createdAt),
    startAt: rfc3339OrNull(row.startAt),
    finishedAt: rfc3339OrNull(row.finishedAt),
    selected: Object.values(stored).reduce((sum, count) => sum + count, 0),
    ...items,
    inFlight: items.inFlight - waiting,
  };
}

/** An earlier version wrote a sentence. */
const readHalt = (text: string): Halt =>
  text.startsWith("{") ? JSON.parse(text) : { kind: "unknown", text };

export async function findReplay(sql: Querying, id: string): Promise<Replay | undefined> {
  const [row] = await sql<ReplayRow[]>`SELECT ${replayColumns(sql)} FROM replay r WHERE r.id = ${id}`;
  return row && replayOf(row);
}
