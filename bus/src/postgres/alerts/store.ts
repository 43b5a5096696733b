import type { TransactionSql } from "postgres";
import type { Condition, OpenAlert } from "../../alerts/alert.ts";
import type { AlertChanges } from "../../alerts/changes.ts";
import { arrayParameter } from "../array-parameter.ts";
import { sinceOf } from "./conditions.ts";
import { newMessageId } from "../../intake/message-id.ts";

/** Whether this look is the only one: schedulers take turns. */
export async function isFirst(tx: TransactionSql): Promise<boolean> {
  const [row] = await tx<{ first: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('spindle alerts')) AS first`;
  return row?.first === true;
}

/** What was told and has not ended, and the database's time, by which all of them are judged. */
export async function readOpenAlerts(
  tx: TransactionSql,
): Promise<{ readonly open: readonly OpenAlert[]; readonly nowMs: number }> {
  const open = await tx<OpenAlert[]>`
    SELECT id, key, kind, connection, title, next, ${msOf(tx, "since")} AS since, ${msOf(tx, "last_seen_at")} AS "lastSeen",
      ${msOf(tx, "last_told_at")} AS "lastTold", ${takenUp(tx)} AS "takenUp"
    FROM alert a WHERE ended_at IS NULL`;
  const [row] = await tx<{ nowMs: number }[]>`SELECT (extract(epoch FROM now()) * 1000)::float8 AS "nowMs"`;
  return { open, nowMs: row?.nowMs ?? Date.now() };
}

/** A group that is not as its alert `a` found it: acknowledged, snoozed, resolved, or open again since. */
const takenUp = (tx: TransactionSql) => tx`
  CASE WHEN a.kind IN ('newGroup', 'regressedGroup') THEN NOT EXISTS (
    SELECT FROM failure_group g
    WHERE g.id = split_part(a.key, ':', 2)::uuid AND g.state IN ('open', 'regressed')
      AND ${sinceOf(tx)} = split_part(a.key, ':', 3)
  ) ELSE false END`;

const msOf = (tx: TransactionSql, column: string) => tx`(extract(epoch FROM ${tx(column)}) * 1000)::float8`;

/** Writes down what a look found; gives what was new, as it is kept. */
export async function noteChanges(
  tx: TransactionSql,
  conditions: readonly Condition[],
  { fired, reminded, ended }: AlertChanges,
  nowMs: number,
): Promise<readonly OpenAlert[]> {
  const texts = (all: readonly Condition[], pick: (each: Condition) => string) =>
    arrayParameter(tx, "text[]", all.map(pick));
  await tx`
    UPDATE alert a SET last_seen_at = now(), title = c.title
    FROM unnest(${texts(conditions, ({ key }) => key)}::text[], ${texts(conditions, ({ title }) => title)}::text[]) AS c(key, title)
    WHERE a.key = c.key AND a.ended_at IS NULL`;
  const opened = fired.map((condition) => ({
    ...condition,
    id: newMessageId(),
    since: nowMs,
    lastSeen: nowMs,
    lastTold: nowMs,
    takenUp: false,
  }));
  for (const { id, key, kind, connection, title, next } of opened)
    await tx`
      INSERT INTO alert (id, key, kind, connection, title, next) VALUES (${id}, ${key}, ${kind}, ${connection}, ${title}, ${next})`;
  const told = reminded.map(({ id }) => id);
  if (told.length > 0) await tx`UPDATE alert SET last_told_at = now() WHERE id = ANY(${told}::uuid[])`;
  const over = ended.map(({ id }) => id);
  if (over.length > 0) await tx`UPDATE alert SET ended_at = now() WHERE id = ANY(${over}::uuid[])`;
  return opened;
}

/** Puts a message in line for an endpoint; it is sent as notices are. */
export async function queueAlert(tx: TransactionSql, endpoint: string, body: string): Promise<string> {
  const id = newMessageId();
  await tx`INSERT INTO notice (id, endpoint, kind, body) VALUES (${id}, ${endpoint}, 'alert', ${body})`;
  return id;
}
