import type { Sql } from "postgres";
import { done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { FailureGroup, GroupChange } from "../../operations/failure-groups.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { findGroup } from "./failure-group-rows.ts";
import { epochSeconds } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";

/** Writes what a person says of a group, with its audit entry: what they changed, as it was and as it is. */
export function changeGroup(
  sql: Sql,
  id: string,
  change: GroupChange,
  act: Act,
): Promise<Result<FailureGroup>> {
  const { owner, ticket, note } = change;
  return transaction(sql, async (tx) => {
    await tx`SELECT FROM failure_group WHERE id = ${id} FOR UPDATE`;
    const before = await findGroup(tx, id);
    if (!before) return notFound(`There is no failure group ${id}.`);
    await tx`
      UPDATE failure_group SET ${stateOf(tx, change)}
        owner = ${owner === undefined ? tx`owner` : owner},
        ticket = ${ticket === undefined ? tx`ticket` : ticket},
        note = ${note === undefined ? tx`note` : note}
      WHERE id = ${id}`;
    const after = await findGroup(tx, id);
    if (!after) throw new Error(`Failure group ${id} was locked, and is gone.`);
    const detail = { before: changed(change, before), after: changed(change, after) };
    await writeAudit(tx, act, { action: "group.change", target: `group:${id}`, detail });
    return done(after);
  });
}

/** A state that is given again begins again: what a snooze counts, it counts from there. */
function stateOf(tx: Querying, { state, snooze }: GroupChange): Fragment {
  if (state === undefined) return tx``;
  const { until, count, rate } = snooze ?? {};
  return tx`
    state = ${state}, state_since = now(),
    snooze_until = ${until === undefined ? null : tx`to_timestamp(${epochSeconds(until)})`},
    snooze_count = ${count ?? null},
    snooze_rate_count = ${rate?.count ?? null}, snooze_rate_seconds = ${rate?.seconds ?? null},`;
}

function changed(change: GroupChange, { state, snooze, owner, ticket, note }: FailureGroup): object {
  return {
    ...(change.state !== undefined && { state, ...(snooze && { snooze }) }),
    ...(change.owner !== undefined && { owner }),
    ...(change.ticket !== undefined && { ticket }),
    ...(change.note !== undefined && { note }),
  };
}
