import type { Sql } from "postgres";
import { done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { FailureGroup, GroupChange } from "../../operations/failure-groups.ts";
import type { ManyGroupsChange } from "../../operations/many-groups.ts";
import type { GroupRule } from "../../operations/replay-rule.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { findGroup } from "./failure-group-rows.ts";
import { epochSeconds } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";
import { newRule, nowMs } from "./stored-rule.ts";

/** Writes what a person says of a group, with its audit entry: what they changed, as it was and as it is. */
export function changeGroup(
  sql: Sql,
  id: string,
  change: GroupChange,
  act: Act,
): Promise<Result<FailureGroup>> {
  const { note, replayWhen } = change;
  return transaction(sql, async (tx) => {
    const [locked] = await tx<{ nowMs: number }[]>`
      SELECT ${nowMs(tx)} AS "nowMs" FROM failure_group WHERE id = ${id} FOR UPDATE`;
    const before = await findGroup(tx, id);
    if (!locked || !before) return notFound(`There is no failure group ${id}.`);
    await tx`
      UPDATE failure_group SET ${saying(tx, change)},
        note = ${note === undefined ? tx`note` : note},
        replay_when = ${replayWhen === undefined ? tx`replay_when` : replayWhen && newRule(replayWhen, act, locked.nowMs)}
      WHERE id = ${id}`;
    const after = await findGroup(tx, id);
    if (!after) throw new Error(`Failure group ${id} was locked, and is gone.`);
    const detail = { before: changed(change, before), after: changed(change, after) };
    await writeAudit(tx, act, { action: "group.change", target: `group:${id}`, detail });
    return done(after);
  });
}

/** The columns of what can be said of many groups, as this says it. */
export const saying = (tx: Querying, change: ManyGroupsChange): Fragment => tx`
  ${stateOf(tx, change)}
  owner = ${change.owner === undefined ? tx`owner` : change.owner},
  ticket = ${change.ticket === undefined ? tx`ticket` : change.ticket}`;

/** A state that is given again begins again: what a snooze counts, it counts from there. */
function stateOf(tx: Querying, { state, snooze }: ManyGroupsChange): Fragment {
  if (state === undefined) return tx``;
  const { until, count, rate } = snooze ?? {};
  return tx`
    state = ${state}, state_since = now(),
    snooze_until = ${until === undefined ? null : tx`to_timestamp(${epochSeconds(until)})`},
    snooze_count = ${count ?? null},
    snooze_rate_count = ${rate?.count ?? null}, snooze_rate_seconds = ${rate?.seconds ?? null},`;
}

function changed(change: GroupChange, group: FailureGroup): object {
  const { note, replayWhen } = group;
  return {
    ...saidIn(change, group),
    ...(change.note !== undefined && { note }),
    ...(change.replayWhen !== undefined && { replayWhen: ruleAtWork(replayWhen) }),
  };
}

/** What this says, as it stands in a group: for the audit. */
export function saidIn(
  change: ManyGroupsChange,
  { state, snooze, owner, ticket }: Pick<FailureGroup, "state" | "snooze" | "owner" | "ticket">,
): object {
  return {
    ...(change.state !== undefined && { state, ...(snooze && { snooze }) }),
    ...(change.owner !== undefined && { owner }),
    ...(change.ticket !== undefined && { ticket }),
  };
}

/** Of a rule that is over nothing is left to change. */
const ruleAtWork = (rule: GroupRule | null) => (rule?.state === "waiting" ? rule.rule : null);
