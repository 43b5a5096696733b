import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { done, type Act } from "../../operations/act.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { careOf, type Care } from "../../operations/replay-care.ts";
import {
  isAsExpected,
  type Creation,
  type Found,
  type ReplayPreview,
  type ReplayRequest,
  type ReplayState,
  type Selection,
} from "../../operations/replays.ts";
import { isPaused } from "../pauses.ts";
import { writeAudit } from "./audit.ts";
import { bothChecksums, checksumOf } from "./checksum.ts";
import { findReplay } from "./replay-row.ts";
import { foundSelection, selected, type Selecting } from "./replay-selection.ts";
import { storedSelection } from "./stored-selection.ts";
import { transaction } from "../transaction.ts";

/** Freezes a selection as a replay. What is skipped, and why, is part of it; what comes later is not. */
export async function createReplay(
  sql: Sql,
  routes: readonly OperatedRoute[],
  request: ReplayRequest,
  act: Act,
): Promise<Creation> {
  const { selection } = request;
  try {
    const id = await transaction(sql, async (tx) => {
      const made = await freezeReplay(tx, routes, request, act);
      if (!isAsExpected(selection, made)) throw new CountDiffers(made.count);
      return made.id;
    });
    const replay = await findReplay(sql, id);
    if (!replay) throw new Error(`Replay ${id} is gone right after its creation.`);
    return done(replay);
  } catch (error) {
    if (error instanceof CountDiffers) return { ok: false, code: "countDiffers", count: error.count };
    throw error;
  }
}

type Asked = Omit<ReplayRequest, "selection"> & { readonly selection: Selecting };

/** Makes a replay of whatever is selected now, with its audit entry, in the transaction of whoever asks. */
export async function freezeReplay(
  tx: TransactionSql,
  routes: readonly OperatedRoute[],
  request: Asked,
  act: Act,
): Promise<Found & { readonly id: string }> {
  const id = uuidv7();
  await insertReplay(tx, id, request, act);
  const { count, checksum, eligible } = await freeze(tx, id, request.selection, routes);
  const care = careOf(request, eligible);
  await begin(tx, id, care);
  const { ratePerSecond = null, startAt } = request;
  const detail = { selected: count, after: { ratePerSecond, ...care, ...(startAt && { startAt }) } };
  await writeAudit(tx, act, { action: "replay.create", target: `replay:${id}`, detail });
  return { id, count, checksum };
}

/** Rolls the transaction back: only counting what was frozen is sure to count what would be replayed. */
export class CountDiffers extends Error {
  readonly count: number;

  constructor(count: number) {
    super(`the filter finds ${count}`);
    this.count = count;
  }
}

async function insertReplay(tx: TransactionSql, id: string, request: Asked, { actor, reason }: Act) {
  const { selection, ratePerSecond = null, startAt = null } = request;
  const state: ReplayState = startAt === null ? "running" : "scheduled";
  await tx`
    INSERT INTO replay (id, selection, routes, reason, actor, rate_per_second, state, start_at)
    VALUES (${id}, ${JSON.stringify(storedSelection(selection))}, '{}', ${reason}, ${actor}, ${ratePerSecond}, ${state}, ${startAt})`;
}

async function freeze(
  tx: TransactionSql,
  id: string,
  selection: Selecting,
  routes: readonly OperatedRoute[],
): Promise<Found & { readonly eligible: number }> {
  const [row] = await tx<{ count: number; checksum: string; eligible: number }[]>`
    WITH frozen AS (
      INSERT INTO replay_item (replay_id, message_id, route, state, selected_generation, reason)
      SELECT ${id}, s.message_id, s.route, CASE WHEN s.obstacle IS NULL THEN 'pending' ELSE 'skipped' END, s.generation, s.obstacle
      FROM (${selected(tx, await foundSelection(tx, selection), routes)}) AS s
      RETURNING state, message_id, route
    )
    SELECT count(*)::int AS count, ${checksumOf(tx, tx`frozen`)} AS checksum, count(*) FILTER (WHERE state = 'pending')::int AS eligible FROM frozen`;
  return row ?? { count: 0, checksum: "0", eligible: 0 };
}

/** Says how it goes, and completes at once what has nothing to do. */
async function begin(tx: TransactionSql, id: string, { ramp, advances, stopWhen }: Care): Promise<void> {
  await tx`
    UPDATE replay r SET routes = p.routes, connections = coalesce(p.connections, r.connections), ramp = ${ramp && JSON.stringify(ramp)}, advances = ${advances},
      stop_when = ${stopWhen && JSON.stringify(stopWhen)},
      state = CASE WHEN p.routes = '{}' THEN 'completed' ELSE r.state END,
      finished_at = CASE WHEN p.routes = '{}' THEN now() END
    FROM (
      SELECT coalesce(array_agg(DISTINCT route ORDER BY route) FILTER (WHERE state = 'pending'), '{}') AS routes,
             array_agg(DISTINCT split_part(route, '.', 1)) AS connections
      FROM replay_item WHERE replay_id = ${id}) AS p
    WHERE r.id = ${id}`;
}

/** Counts what {@link createReplay} would freeze now. */
export async function previewReplay(
  sql: Sql,
  routes: readonly OperatedRoute[],
  selection: Selection,
): Promise<ReplayPreview> {
  const rows = await sql<{ reason: string | null; count: number; checksum: string; paused: string[] }[]>`
    SELECT reason, sum(count)::int AS count, bit_xor(checksum::bigint)::text AS checksum, coalesce(array_agg(route ORDER BY route) FILTER (WHERE ${isPaused(sql, sql`route`)}), '{}') AS paused
    FROM (
      SELECT s.obstacle AS reason, s.route, count(*) AS count, ${checksumOf(sql, sql`s`)} AS checksum
      FROM (${selected(sql, await foundSelection(sql, selection), routes)}) AS s GROUP BY s.obstacle, s.route
    ) AS r GROUP BY reason ORDER BY 2 DESC`;
  const { count: eligible, paused } = rows.find(({ reason }) => reason === null) ?? { count: 0, paused: [] };
  const reasons = rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }]));
  const skipped = reasons.reduce((sum, { count }) => sum + count, 0);
  const checksum = rows.reduce((sum, row) => bothChecksums(sum, row.checksum), "0");
  return { selected: eligible + skipped, checksum, eligible, skipped, reasons, paused };
}
