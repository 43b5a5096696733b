import type { Operations } from "../../operations/operations.ts";
import type { BodyStore } from "../../bodies/body-store.ts";
import type { MasterKeys } from "../../sealing/master-keys.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { postgresBodies } from "../bodies/open-bodies.ts";
import type { Database } from "../connect.ts";
import { postgresMemory } from "../memory.ts";
import { ormOf } from "../orm.ts";
import { postgresRetention } from "../retention/retention-view.ts";
import { postgresAlerts } from "./alerts.ts";
import { postgresAuditLog } from "./audit-log.ts";
import { postgresChoices } from "./choices.ts";
import { postgresDoubts } from "./doubts.ts";
import { postgresDryRunStore } from "./dry-run-store.ts";
import { postgresEvents } from "./events.ts";
import { postgresFailureGroups } from "./failure-groups.ts";
import { postgresFailures } from "./failures.ts";
import { postgresFeeds } from "./feeds.ts";
import { postgresIdempotencyKeys } from "./idempotency.ts";
import { postgresLaneOperations } from "./lanes.ts";
import { postgresManyFailures } from "./many-failures.ts";
import { postgresMessages } from "./messages.ts";
import { postgresNotices } from "./notices.ts";
import { postgresPauses } from "./pauses.ts";
import { postgresOverview } from "./overview.ts";
import { postgresPlanState } from "./plan-state.ts";
import { postgresRecipes } from "./recipes.ts";
import { postgresReplays } from "./replays.ts";
import { postgresRevisions } from "./revisions.ts";
import { postgresSessions } from "./sessions.ts";
import { postgresStatistics } from "./statistics.ts";
import { postgresTokens } from "./tokens.ts";

/** Operations on a Postgres database. */
export function openPostgresOperations(
  database: Database,
  routes: readonly OperatedRoute[],
  store?: BodyStore,
  masters?: MasterKeys,
): Operations {
  const { sql } = database;
  const orm = ormOf(sql);
  const bodies = postgresBodies(sql, store, masters);
  return {
    failures: postgresFailures(sql, routes, bodies),
    manyFailures: postgresManyFailures(sql),
    doubts: postgresDoubts(sql, routes),
    revisions: postgresRevisions(sql, bodies),
    feeds: postgresFeeds(sql, routes, bodies),
    dryRunStore: postgresDryRunStore(sql, routes, bodies),
    groups: postgresFailureGroups(sql),
    messages: postgresMessages(sql),
    choices: postgresChoices(sql),
    lanes: postgresLaneOperations(sql, routes),
    replays: postgresReplays(sql, routes),
    recipes: postgresRecipes(sql, routes, bodies),
    events: postgresEvents(sql),
    planState: postgresPlanState(sql),
    statistics: postgresStatistics(sql),
    pauses: postgresPauses(sql),
    overview: postgresOverview(sql),
    retention: postgresRetention(sql),
    notices: postgresNotices(sql),
    alerts: postgresAlerts(sql),
    memory: postgresMemory(sql),
    audit: postgresAuditLog(sql, orm),
    tokens: postgresTokens(sql, orm),
    sessions: postgresSessions(sql),
    idempotencyKeys: postgresIdempotencyKeys(sql),
    async ping() {
      await sql`SELECT 1`;
    },
  };
}
