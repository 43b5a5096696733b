import type { Sql, TransactionSql } from "postgres";
import { pausedReason } from "../../governor/pausable.ts";
import { conflict, done, type Act, type Result } from "../../operations/act.ts";
import type { Pause, Pauses, PauseTarget } from "../../operations/pauses.ts";
import { isPaused } from "../pauses.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { rfc3339 } from "./instant.ts";

/** Pauses as rows, which every worker reads once a second. */
export function postgresPauses(sql: Sql): Pauses {
  return {
    list: () => list(sql),
    pause: (target, act) => pause(sql, target, act),
    resume: (target, act) => resume(sql, target, act),
  };
}

async function list(sql: Sql): Promise<ReadonlyMap<string, Pause>> {
  const rows = await sql<(Pause & { target: string })[]>`
    SELECT target, actor AS by, since, reason FROM pause ORDER BY target`;
  return new Map(rows.map(({ target, ...row }) => [target, pauseOf(row)]));
}

function pause(sql: Sql, { kind, name }: PauseTarget, act: Act): Promise<Result<Pause>> {
  return transaction(sql, async (tx) => {
    const [row] = await tx<Pause[]>`
      INSERT INTO pause (target, actor, reason) VALUES (${name}, ${act.actor}, ${act.reason})
      ON CONFLICT (target) DO NOTHING RETURNING actor AS by, since, reason`;
    if (!row) return conflict(`${name} is paused already.`);
    await note(tx, act, { kind, name }, [false, true]);
    return done(pauseOf(row));
  });
}

function resume(sql: Sql, { kind, name }: PauseTarget, act: Act): Promise<Result<Pause>> {
  return transaction(sql, async (tx) => {
    const [row] = await tx<Pause[]>`
      DELETE FROM pause WHERE target = ${name} RETURNING actor AS by, since, reason`;
    if (!row) return conflict(await whyNot(tx, { kind, name }));
    await note(tx, act, { kind, name }, [true, false]);
    await makeDue(tx, name);
    return done(pauseOf(row));
  });
}

async function whyNot(tx: TransactionSql, { kind, name }: PauseTarget): Promise<string> {
  const [connection = ""] = name.split(".");
  const [whole] = kind === "route" ? await tx`SELECT 1 FROM pause WHERE target = ${connection}` : [];
  return whole ? `${name} is paused with its connection: resume ${connection}.` : `${name} is not paused.`;
}

/** What was stored meanwhile, and lanes that were to be looked at later, because it was paused. */
async function makeDue(tx: TransactionSql, name: string): Promise<void> {
  const [connection = ""] = name.split(".");
  const ofTarget = (route: ReturnType<Sql>) =>
    tx`(${route} = ${name} OR (${name === connection} AND split_part(${route}, '.', 1) = ${name}))`;
  await tx`
    UPDATE delivery d SET next_attempt_at = now()
    WHERE d.next_attempt_at > now() AND d.state = 'waiting' AND d.reason = ${pausedReason}
      AND ${ofTarget(tx`d.route`)} AND NOT ${isPaused(tx, tx`d.route`)}`;
  // In the order in which all who lock many lanes take them.
  await tx`
    WITH later AS MATERIALIZED (
      SELECT lane_group, key FROM lane
      WHERE split_part(lane_group, '.', 1) = ${connection} AND ready_at > now() ORDER BY lane_group, key FOR UPDATE
    )
    UPDATE lane l SET ready_at = now() FROM later WHERE l.lane_group = later.lane_group AND l.key = later.key`;
}

const note = (
  tx: TransactionSql,
  act: Act,
  { kind, name }: PauseTarget,
  [before, after]: readonly [boolean, boolean],
) =>
  writeAudit(tx, act, {
    action: `${kind}.${after ? "pause" : "resume"}`,
    target: `${kind}:${name}`,
    detail: { before: { paused: before }, after: { paused: after } },
  });

const pauseOf = ({ since, ...row }: Pause): Pause => ({ ...row, since: rfc3339(since) });
