import type { Sql } from "postgres";
import type { FailureGroups } from "../../operations/failure-groups.ts";
import { changeGroup } from "./failure-group-change.ts";
import { factsOf } from "./failure-group-facts.ts";
import { listGroups } from "./failure-group-list.ts";
import { findGroup } from "./failure-group-rows.ts";
import { changeGroups } from "./many-groups.ts";
import { tallyGroups } from "./failure-group-tallies.ts";

/** Failure groups with what is in them now. */
export function postgresFailureGroups(sql: Sql): FailureGroups {
  return {
    list: (filter, page, sort) => listGroups(sql, filter, page, sort),
    tallies: (by, filter) => tallyGroups(sql, by, filter),
    get: (id) => findGroup(sql, id),
    facts: (group) => factsOf(sql, group),
    change: (id, change, act) => changeGroup(sql, id, change, act),
    changeMany: (selection, change, act) => changeGroups(sql, selection, change, act),
  };
}
