import type { Sql, TransactionSql } from "postgres";
import { isOutage } from "../../governor/door.ts";
import { blankStanding, readStanding } from "../../governor/standing.ts";
import type { Act } from "../../operations/act.ts";
import { operatedRoutes } from "../../operations/quiet.ts";
import { judgeRule, ruleInWords, type Sight } from "../../operations/replay-rule.ts";
import type { Route } from "../../route.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { freezeReplay } from "./replay-create.ts";
import { nowMs, parse, ruleWaits, write, type StoredRule } from "./stored-rule.ts";

/**
 * Looks at every rule that waits, and makes a replay of each that holds now, in the name of whoever set it; gives how many.
 * Any number of schedulers may do so at once.
 */
export async function followRules(sql: Sql, routes: readonly Route[]): Promise<number> {
  const waiting = await sql<{ id: string }[]>`
    SELECT fg.id FROM failure_group fg WHERE ${ruleWaits(sql)} ORDER BY fg.id`;
  let made = 0;
  for (const { id } of waiting) if (await transaction(sql, (tx) => follow(tx, id, routes))) made += 1;
  return made;
}

/** One look at one rule, unless another scheduler is at it. The row's lock is what makes it one replay. */
async function follow(tx: TransactionSql, id: string, routes: readonly Route[]): Promise<boolean> {
  const [row] = await tx<Row[]>`
    SELECT fg.adapter AS connection, fg.replay_when AS "replayWhen", g.state AS standing, ${nowMs(tx)} AS "nowMs"
    FROM failure_group fg LEFT JOIN governor g ON g.connection = fg.adapter AND g.key = ''
    WHERE fg.id = ${id} AND ${ruleWaits(tx)} FOR UPDATE OF fg SKIP LOCKED`;
  if (!row) return false;
  const rule = parse(row.replayWhen);
  const { holds, watched } = judgeRule(rule, sightOf(row, routes));
  if (!holds) {
    if (watched) await store(tx, id, { ...rule, watched });
    return false;
  }
  await replay(tx, id, rule, routes);
  return true;
}

type Row = {
  readonly connection: string;
  readonly replayWhen: string;
  readonly standing: string | null;
  readonly nowMs: number;
};

function sightOf({ connection, standing, nowMs: at }: Row, routes: readonly Route[]): Sight {
  const { door, failures, failedAtMs } = standing === null ? blankStanding : readStanding(standing);
  return {
    nowMs: at,
    circuitIsOpen: isOutage(door),
    failedAtMs: failures > 0 ? failedAtMs : 0,
    adapterVersion: routes.find((route) => route.connection.id === connection)?.connection.adapter.version,
  };
}

/** The rule is used up by it, also where nothing of the group can be replayed by now. */
async function replay(
  tx: TransactionSql,
  id: string,
  rule: StoredRule,
  routes: readonly Route[],
): Promise<void> {
  const { watched: _, ...kept } = rule;
  const act: Act = { actor: rule.actor, reason: `when ${ruleInWords(rule.rule)}: ${rule.reason}` };
  const selection = { filter: { group: id, states: ["dead", "blocked"] as const } };
  const made = await freezeReplay(tx, operatedRoutes(routes), { selection }, act);
  await store(tx, id, { ...kept, state: "used", replay: made.id });
  const detail = { before: { replayWhen: rule.rule }, after: { replayWhen: null, replay: made.id } };
  await writeAudit(tx, act, { action: "group.replay", target: `group:${id}`, detail });
}

const store = (tx: TransactionSql, id: string, rule: StoredRule) =>
  tx`UPDATE failure_group SET replay_when = ${write(rule)} WHERE id = ${id}`;

/**
 * Ends the rules of somebody whose token is revoked, in that transaction: what they may no longer do is not done in their name
 * later. A token that only expires was good when they set the rule.
 */
export async function endRulesOf(tx: TransactionSql, name: string, act: Act): Promise<void> {
  const theirs = await tx<{ id: string; replayWhen: string }[]>`
    SELECT fg.id, fg.replay_when AS "replayWhen" FROM failure_group fg
    WHERE ${ruleWaits(tx)} AND fg.replay_when::jsonb ->> 'actor' = ${name} ORDER BY fg.id FOR UPDATE`;
  for (const { id, replayWhen } of theirs) {
    const rule = parse(replayWhen);
    await store(tx, id, { ...rule, state: "lapsed" });
    const detail = { before: { replayWhen: rule.rule }, after: { replayWhen: null } };
    await writeAudit(tx, act, { action: "group.change", target: `group:${id}`, detail });
  }
}
