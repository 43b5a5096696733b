import type { Sql } from "postgres";
import type { Ledger, Settlement } from "../delivery/ledger.ts";
import { rounds } from "../rounds.ts";
import { claimBatch, claimRest } from "./claim-batch.ts";
import { claim } from "./claim.ts";
import { defer } from "./defer.ts";
import type { LedgerRoute } from "./ledger-route.ts";
import { settleClean } from "./settle-clean.ts";
import { settleFailed } from "./settle-failed.ts";
import { nothingIndexed, type IndexedValuesOf } from "./store-indexed-values.ts";

const noLanes: ReadonlySet<string> = new Set();
const none: ReadonlySet<string> = new Set();

/** The ledger in Postgres. Claims and clean settles are one prepared statement a batch; `laned` routes keep a strict order. */
export function postgresLedger(sql: Sql, laned = noLanes, valuesOf = nothingIndexed): Ledger {
  const routeOf = (name: string): LedgerRoute => ({ name, laned: laned.has(name) });
  return {
    claim: (route, tokens, terms) => claim(sql, routeOf(route), tokens, terms),
    claimBatch: (route, tokens, terms, batch) => claimBatch(sql, route, tokens, terms, batch),
    claimRest: (route, batchId, terms, known) => claimRest(sql, route, batchId, terms, known),
    settle: (route, settlements) => settle(sql, routeOf(route), settlements, valuesOf),
    defer: (route, deferrals) => defer(sql, route, deferrals),
  };
}

async function settle(
  sql: Sql,
  route: LedgerRoute,
  settlements: readonly Settlement[],
  valuesOf: IndexedValuesOf,
): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const round of rounds(settlements, ({ token }) => token.envelope.id)) {
    const { clean = [], failed = [] } = Object.groupBy(
      round.map(({ item }) => item),
      (item) => (isClean(item) ? "clean" : "failed"),
    );
    const done = clean.length > 0 ? await settleClean(sql, route, clean) : none;
    const undone = failed.length > 0 ? await settleFailed(sql, route, failed, valuesOf) : none;
    for (const { index, item } of round)
      results[index] = (isClean(item) ? done : undone).has(item.token.envelope.id);
  }
  return results;
}

const isClean = ({ transition: { state } }: Settlement): boolean =>
  state === "applied" || state === "unchanged" || state === "superseded" || state === "discarded";
