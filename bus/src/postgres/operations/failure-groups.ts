import type { Sql } from "postgres";
import type { FailureGroups } from "../../operations/failure-groups.ts";
import { changeGroup } from "./failure-group-change.ts";
import { findGroup, listGroups } from "./failure-group-rows.ts";

/** Failure groups with what is in them now. */
export function postgresFailureGroups(sql: Sql): FailureGroups {
  return {
    list: (filter, page) => listGroups(sql, filter, page),
    get: (id) => findGroup(sql, id),
    change: (id, change, act) => changeGroup(sql, id, change, act),
  };
}
