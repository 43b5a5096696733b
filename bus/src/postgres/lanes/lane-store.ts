import type { Sql } from "postgres";
import type { LaneStore } from "../../lanes/lane-store.ts";
import { park } from "./park.ts";
import { reenter } from "./reenter.ts";
import { giveBack, takeHeads } from "./take-heads.ts";

/** Lanes in Postgres. */
export function postgresLanes(sql: Sql): LaneStore {
  return {
    park: (group, arrivals, terms) => park(sql, group, arrivals, terms),
    reenter: (group, retry) => reenter(sql, group, retry),
    take: (group, atMost) => takeHeads(sql, group, atMost),
    giveBack: (group, keys) => giveBack(sql, group, keys),
  };
}
