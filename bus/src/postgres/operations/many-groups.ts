import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { conflict, done, notFound, type Act } from "../../operations/act.ts";
import type { FailureGroup, GroupFilter } from "../../operations/failure-groups.ts";
import { mostChanged } from "../../operations/many-failures.ts";
import type { GroupSelection, ManyGroupsChange, ManyGroupsResult } from "../../operations/many-groups.ts";
import { isAsExpected } from "../../operations/replays.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";
import { writeAudit, writeAudits } from "./audit.ts";
import { bothChecksums, checksumOfGroups } from "./checksum.ts";
import { saidIn, saying } from "./failure-group-change.ts";
import { chosenGroups } from "./failure-group-filter.ts";
import { saidColumns, snoozeOf, type GroupRow } from "./failure-group-rows.ts";
import { groups, tallied } from "./failure-group-tallied.ts";

/** Says the same of many groups. */
export const changeGroups = (
  sql: Sql,
  selection: GroupSelection,
  change: ManyGroupsChange,
  act: Act,
): Promise<ManyGroupsResult> =>
  transaction(sql, async (tx): Promise<ManyGroupsResult> => {
    const chosen = await choose(tx, selection);
    if (!Array.isArray(chosen)) return chosen;
    if (chosen.length > mostChanged)
      return conflict(
        `At most ${mostChanged} groups are changed at once, and these are ${chosen.length}; name fewer.`,
      );
    return changeAll(tx, chosen, { selection, change, act });
  });

/** The ids of a selection, or why its filter does not find what the operator saw. */
async function choose(
  tx: TransactionSql,
  selection: GroupSelection,
): Promise<string[] | Extract<ManyGroupsResult, { ok: false }>> {
  if ("ids" in selection) return [...new Set(selection.ids)];
  const seen = await find(tx, selection.filter);
  if (seen.ids.length <= mostChanged) await lock(tx, seen.ids);
  // What was said of one while its lock was waited for may have taken it out of the filter.
  const found = await find(tx, selection.filter);
  const count = found.ids.length;
  return isAsExpected(selection, { ...found, count })
    ? found.ids
    : { ok: false, code: "countDiffers", count };
}

async function find(
  tx: TransactionSql,
  filter: GroupFilter,
): Promise<{ readonly ids: string[]; readonly checksum: string }> {
  const rows = await tx<{ id: string; checksum: string }[]>`
    ${tallied(tx)}
    SELECT g.id, ${checksumOfGroups(tx, tx`g`)} AS checksum FROM (${groups(tx)}) AS g
    WHERE ${chosenGroups(tx, filter)} GROUP BY g.id`;
  const checksum = rows.reduce((all, row) => bothChecksums(all, row.checksum), "0");
  return { ids: rows.map(({ id }) => id), checksum };
}

type Said = Pick<FailureGroup, "id" | "state" | "snooze" | "owner" | "ticket">;
type SaidRow = Pick<
  GroupRow,
  Exclude<keyof Said, "snooze"> | "snoozeUntil" | "snoozeCount" | "snoozeRateCount" | "snoozeRateSeconds"
>;

/** In the order of their ids, as everybody locks many; gives what is said of them. */
const lock = async (tx: TransactionSql, ids: readonly string[]): Promise<readonly Said[]> =>
  saidOf(
    await tx<SaidRow[]>`
      SELECT ${saidColumns(tx)} FROM failure_group g WHERE g.id = ANY(${arrayParameter(tx, "uuid[]", ids)})
      ORDER BY g.id FOR UPDATE`,
  );

const saidOf = (rows: readonly SaidRow[]): readonly Said[] =>
  rows.map((row) => ({ ...row, snooze: row.state === "snoozed" ? snoozeOf(row) : null }));

type Order = {
  readonly selection: GroupSelection;
  readonly change: ManyGroupsChange;
  readonly act: Act;
};

async function changeAll(
  tx: TransactionSql,
  ids: readonly string[],
  { selection, change, act }: Order,
): Promise<ManyGroupsResult> {
  const before = await lock(tx, ids);
  if (before.length === 0 && ids.length > 0) return notFound("There is none of these failure groups.");
  const changing = before.filter((group) => !isSaid(change, group));
  const after = await write(tx, change, changing);
  const batch = uuidv7();
  const lines = changing.map((group) => ({
    target: `group:${group.id}`,
    detail: { before: saidIn(change, group), after: saidIn(change, after.get(group.id) ?? group), batch },
  }));
  await writeAudits(tx, act, "group.change", lines);
  const selected = ids.length;
  const [changed, skipped] = [changing.length, selected - before.length];
  const unchanged = before.length - changed;
  const detail = {
    ...("filter" in selection && selection),
    before: { selected },
    after: { ...change, changed, unchanged, skipped },
  };
  await writeAudit(tx, act, { action: "groups.change", target: `groups:${batch}`, detail });
  const reasons = skipped === 0 ? [] : [{ reason: "there is no such failure group", count: skipped }];
  return done({ batch, selected, changed, unchanged, skipped, reasons });
}

/** A snooze that is given again begins again, so it is never said already. */
const isSaid = ({ state, owner, ticket }: ManyGroupsChange, group: Said): boolean =>
  (state === undefined || (state === group.state && state !== "snoozed")) &&
  (owner === undefined || owner === group.owner) &&
  (ticket === undefined || ticket === group.ticket);

/** Gives what is said of them now, by id. */
async function write(
  tx: TransactionSql,
  change: ManyGroupsChange,
  changing: readonly Said[],
): Promise<ReadonlyMap<string, Said>> {
  if (changing.length === 0) return new Map();
  const ids = changing.map(({ id }) => id);
  const rows = await tx<SaidRow[]>`
    UPDATE failure_group g SET ${saying(tx, change)} WHERE g.id = ANY(${arrayParameter(tx, "uuid[]", ids)})
    RETURNING ${saidColumns(tx)}`;
  return new Map(saidOf(rows).map((group) => [group.id, group]));
}
