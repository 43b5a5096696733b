import type { Memory } from "../delivery/ports.ts";
import type { Alerts } from "./alerts.ts";
import type { AuditLog } from "./audit.ts";
import type { Choices } from "./choices.ts";
import type { Doubts } from "./doubts.ts";
import type { DryRunStore } from "./dry-run-store.ts";
import type { Events } from "./events.ts";
import type { FailureGroups } from "./failure-groups.ts";
import type { Failures } from "./failures.ts";
import type { Feeds } from "./feeds.ts";
import type { IdempotencyKeys } from "./idempotency.ts";
import type { Lanes } from "./lanes.ts";
import type { ManyFailures } from "./many-failures.ts";
import type { Messages } from "./messages.ts";
import type { Notices } from "./notices.ts";
import type { Pauses } from "./pauses.ts";
import type { Overview } from "./overview.ts";
import type { PlanState } from "./plan-views.ts";
import type { Recipes } from "./recipes.ts";
import type { Replays } from "./replays.ts";
import type { RetentionState } from "./retention.ts";
import type { Revisions } from "./revisions.ts";
import type { Sessions } from "./sessions.ts";
import type { Statistics } from "./statistics.ts";
import type { Tokens } from "./tokens.ts";

/** Everything that operators see and do. Every act and its audit entry are one commit. */
export type Operations = {
  readonly failures: Failures;
  readonly manyFailures: ManyFailures;
  readonly doubts: Doubts;
  readonly revisions: Revisions;
  readonly feeds: Feeds;
  /** What dry runs read. */
  readonly dryRunStore: DryRunStore;
  readonly groups: FailureGroups;
  readonly messages: Messages;
  readonly choices: Choices;
  readonly lanes: Lanes;
  readonly replays: Replays;
  readonly recipes: Recipes;
  readonly events: Events;
  readonly planState: PlanState;
  readonly statistics: Statistics;
  readonly pauses: Pauses;
  readonly overview: Overview;
  readonly retention: RetentionState;
  readonly notices: Notices;
  readonly alerts: Alerts;
  /** What the adapters remember. */
  readonly memory: Memory;
  readonly audit: AuditLog;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly idempotencyKeys: IdempotencyKeys;
  /** Rejects where the database does not answer. */
  ping(): Promise<void>;
};
